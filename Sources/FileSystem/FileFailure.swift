/// What the system said when a file could not be used.
package struct FileFailure: Error, Hashable, Sendable {
  /// As it was opened.
  package var path: String
  /// errno.
  package var code: Int32

  /// - Parameter code: errno.
  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}
