package import FileSystem

/// An output that is written at one go, and takes its name when it is whole.
///
/// Meanwhile it holds the partial file of the name, empty, so that no run begins under it. What is written stands in a
/// file that no run uses: what a killed process leaves there is nothing to go on with, and makes way for the next.
package struct AtomicOutput {
  /// The output itself.
  package let file: OpenFile
  /// What is listed for each row, if anything is.
  package let list: OpenFile?

  /// - Parameters:
  ///   - mayReplace: whether files that exist may be lost; never what an interrupted run has left.
  ///   - body: writes the output.
  /// - Throws: ``ResumptionFailure``, ``FileFailure``, and what the body throws; then nothing is left behind.
  package static func write(
    _ paths: OutputPaths, mayReplace: Bool, _ body: (AtomicOutput) throws -> Void
  ) throws {
    let lock = try paths.lockUninterrupted()
    defer { withExtendedLifetime(lock) { paths.removeTemporary() } }
    // Whoever had hold of it until now may have made them.
    if !mayReplace { try paths.refuseExistingResult(isBegun: true) }
    let output = AtomicOutput(
      file: try emptyFile(paths.temporary), list: try paths.temporaryList.map(emptyFile))
    try body(output)
    try output.file.synchronize()
    try output.list?.synchronize()
    try paths.replace()
  }

  private static func emptyFile(_ path: String) throws(FileFailure) -> OpenFile {
    OpenFile.remove(path)
    return try OpenFile(creating: path)
  }
}

extension OutputPaths {
  /// What is written at one go, until it is whole.
  package var temporary: String { file + ".temporary" }
  /// What is listed for each row of it.
  package var temporaryList: String? { list.map { $0 + ".temporary" } }

  /// All files that an ``AtomicOutput`` takes for itself.
  package var atomicNames: [String] { names + [temporary, temporaryList].compactMap { $0 } }

  /// Refuses an output that an ``AtomicOutput`` could not be written to, before there is anything to write.
  ///
  /// - Throws: ``ResumptionFailure/interrupted(path:)`` where an interrupted run has left something of this name,
  ///   ``ResumptionFailure/busy(path:)`` where the run goes on, ``FileFailure``.
  package func refuseInterrupted() throws {
    guard let path = try interrupted else { return }
    if Self.exists(partial), try OpenFile.lockedIfFree(partial) == nil {
      throw ResumptionFailure.busy(path: partial)
    }
    throw ResumptionFailure.interrupted(path: path)
  }

  /// Takes hold of the partial file, which is empty.
  ///
  /// - Throws: as ``refuseInterrupted()``.
  fileprivate func lockUninterrupted() throws -> OpenFile {
    let isThere = Self.exists(partial)
    guard let lock = try OpenFile.lockedIfFree(partial) else { throw ResumptionFailure.busy(path: partial) }
    guard let path = try interrupted else { return lock }
    if !isThere { OpenFile.remove(partial) }
    throw ResumptionFailure.interrupted(path: path)
  }

  /// What an interrupted run has left, if anything.
  private var interrupted: String? {
    get throws {
      if Self.isFilled(partial) { return partial }
      if let partialList, Self.exists(partialList) { return partialList }
      switch try keptRecord {
      case .records(let kept) where kept.first?.record.isWhole == true: return nil
      case .records, .otherVersion: return record
      case .nothing: return nil
      }
    }
  }

  /// Gives the files their names, in place of the output of a run and what tells how that ended.
  ///
  /// - Throws: ``FileFailure``.
  fileprivate func replace() throws {
    if let list, let temporaryList { try OpenFile.rename(temporaryList, to: list) }
    try OpenFile.rename(temporary, to: file)
    OpenFile.synchronizeFolder(of: file)
    OpenFile.remove(record)
  }

  /// Lets go of the partial file, too.
  fileprivate func removeTemporary() {
    for path in [temporary, temporaryList, partial].compactMap({ $0 }) { OpenFile.remove(path) }
  }
}
