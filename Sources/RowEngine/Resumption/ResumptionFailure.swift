/// Why an output cannot be begun, or gone on with.
package enum ResumptionFailure: Error, Hashable, Sendable {
  /// There is a file already, and nobody said that it may be replaced.
  case exists(path: String)
  /// There is the beginning of an output, and nobody said whether to go on with it.
  case begun(path: String)
  case otherOptions(path: String)
  /// The input does not begin as it did in the first run.
  case otherInput
  /// The beginning of the output is shorter than its record says.
  case damaged(path: String)
  /// Another process is writing it.
  case busy(path: String)
}

/// A file that could not be written.
package struct FileFailure: Error, Hashable, Sendable {
  package var path: String
  /// errno.
  package var code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}
