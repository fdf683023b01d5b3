import FileSystem

/// The list of refused rows beside an output that is no file of its own.
package final class RefusedRowsFile {
  private let file: OpenFile

  /// - Throws: ``ResumptionFailure/exists(path:)`` when something would be lost, and
  ///   ``ResumptionFailure/busy(path:)``.
  package init(_ path: String, mayReplace: Bool) throws {
    if !mayReplace, OutputPaths.isFilled(path) { throw ResumptionFailure.exists(path: path) }
    guard !OutputPaths.isSpecial(path) else {
      file = try OpenFile(writing: path)
      return
    }
    guard let locked = try OpenFile.lockedIfFree(path) else { throw ResumptionFailure.busy(path: path) }
    file = locked
    try file.cut(to: 0)
  }

  /// - Throws: ``FileFailure``.
  package func append(_ bytes: [UInt8]) throws { try file.append(bytes) }
}
