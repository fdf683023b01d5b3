/// The list of refused rows beside an output that is no file of its own.
package final class RefusedRowsFile {
  private let file: OutputFile

  /// - Throws: ``ResumptionFailure/exists(path:)`` when something would be lost, and
  ///   ``ResumptionFailure/busy(path:)``.
  package init(_ path: String, mayReplace: Bool) throws {
    if !mayReplace, OutputPaths.isFilled(path) { throw ResumptionFailure.exists(path: path) }
    guard !OutputPaths.isSpecial(path) else {
      file = try OutputFile(path)
      return
    }
    file = try OutputFile.locked(path)
    try file.cut(to: 0)
  }

  package func append(_ bytes: [UInt8]) throws { try file.append(bytes) }
}
