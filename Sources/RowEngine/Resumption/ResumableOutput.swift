package import Wire

/// An output that takes its name when it is whole; until then it is a partial file beside a record of how far it has
/// come, and can be gone on with after any interruption.
///
/// Rows are written first and then the record, each by a call that the kernel carries out even for a process that is
/// killed: the record never tells of rows that are not there. What is there beyond the record is cut off.
package struct ResumableOutput {
  /// How an output is to be begun.
  package enum Beginning: Hashable, Sendable {
    case fresh
    /// Where it was left, if anywhere.
    case resumed
  }

  private let paths: OutputPaths
  private let file: OutputFile
  private let ids: OutputFile?
  private let errors: OutputFile?
  private let recordFile: OutputFile
  private var turn = 0
  /// How far it has come.
  package private(set) var record: ProgressRecord

  /// Takes hold of the files; nobody else can until this process ends.
  ///
  /// - Parameters:
  ///   - options: a digest of what decides how the output looks.
  ///   - mayReplace: whether files that exist may be lost.
  /// - Returns: `nil` when it is to be gone on with and is whole already.
  /// - Throws: ``ResumptionFailure`` and ``FileFailure``.
  package static func open(
    _ paths: OutputPaths, options: String, _ beginning: Beginning, mayReplace: Bool
  ) throws -> ResumableOutput? {
    if beginning == .resumed, try paths.isWhole { return nil }
    if beginning == .fresh, !mayReplace { try paths.refuseExisting() }
    let file = try OutputFile.locked(paths.partial)
    let recordFile = try OutputFile(paths.record)
    let kept = RecordSlots.newest(in: try recordFile.contents())
    do {
      return try ResumableOutput(
        paths, file, recordFile, beginning == .resumed ? kept : nil, options: options, mayReplace: mayReplace)
    } catch {
      // What cannot even be begun leaves nothing behind that looks begun.
      if kept == nil { paths.removeBegun() }
      throw error
    }
  }

  /// - Parameter kept: what is to be gone on with.
  private init(
    _ paths: OutputPaths, _ file: OutputFile, _ recordFile: OutputFile,
    _ kept: (record: ProgressRecord, turn: Int)?, options: String, mayReplace: Bool
  ) throws {
    self.paths = paths
    self.file = file
    self.recordFile = recordFile
    if let kept {
      guard kept.record.options == options else { throw ResumptionFailure.otherOptions(path: paths.partial) }
      try paths.takeBackIDs()
      (record, turn) = kept
    } else {
      record = ProgressRecord(options: options)
    }
    record.mayReplace = record.mayReplace || mayReplace
    if !record.mayReplace { try paths.refuseExistingResult(isBegun: kept != nil) }
    ids = try paths.hasIDs ? OutputFile(paths.partialIDs) : nil
    errors = try paths.errors.map { try OutputFile.locked($0) }
    if kept == nil { try recordFile.cut(to: 0) }
    try cut()
    try keepRecord()
  }

  /// - Parameter batch: whose rows the bytes stand for.
  package mutating func append<Content, Value>(
    _ bytes: RowBytes, for batch: FinishedBatch<Content, Value>, counts: RowCounts, state: JSONObject
  ) throws {
    try append(bytes)
    record.done = counts.done
    record.refused = counts.refused
    record.rowsConsumed = batch.rowsConsumed
    record.input = batch.mark
    record.state = state
    try keepRecord()
  }

  /// Gives the output its name.
  ///
  /// - Parameters:
  ///   - last: what stands behind the last row.
  ///   - head: replaces the beginning.
  package mutating func finish(_ last: RowBytes, head: [UInt8]?) throws {
    try append(last)
    if let head { try file.put(head, at: 0) }
    for file in [file, ids, errors] { try file?.synchronize() }
    record.isWhole = true
    // The end of the last row must stay what a resumed run cuts to: it writes the end again.
    record.lengths = record.lengths.without(last)
    try keepRecord()
    try paths.rename()
  }

  /// Forgets what was begun.
  package func discard() { paths.removeBegun() }

  private mutating func append(_ bytes: RowBytes) throws {
    try bytes.write { try file.append($0) }
    try ids?.append(bytes.ids)
    try errors?.append(bytes.errors)
    record.lengths.rows += bytes.count
    record.lengths.ids += bytes.ids.count
    record.lengths.errors += bytes.errors.count
  }

  private func cut() throws {
    let lengths = [
      (file, record.lengths.rows), (ids, record.lengths.ids), (errors, record.lengths.errors),
    ]
    for case (let file?, let length) in lengths {
      guard try file.length >= length else { throw ResumptionFailure.damaged(path: file.path) }
      try file.cut(to: length)
    }
  }

  private mutating func keepRecord() throws {
    turn += 1
    try recordFile.put(RecordSlots.bytes(record, turn: turn), at: RecordSlots.offset(ofTurn: turn))
  }
}

extension ProgressRecord.Lengths {
  fileprivate func without(_ bytes: RowBytes) -> ProgressRecord.Lengths {
    ProgressRecord.Lengths(
      rows: rows - bytes.count, ids: ids - bytes.ids.count, errors: errors - bytes.errors.count)
  }
}
