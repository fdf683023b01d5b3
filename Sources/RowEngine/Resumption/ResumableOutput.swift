import FileSystem
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
  private let file: OpenFile
  private let ids: OpenFile?
  private let errors: OpenFile?
  private let recordFile: OpenFile
  private let layout: RecordFile
  private var turn = 0
  /// How far it has come.
  package private(set) var record: ProgressRecord

  /// Takes hold of the files; nobody else can until this process ends.
  ///
  /// - Parameters:
  ///   - options: what decides how the output looks, by name.
  ///   - mayReplace: whether files that exist may be lost.
  /// - Returns: `nil` when it is to be gone on with and is whole already.
  /// - Throws: ``ResumptionFailure`` and ``FileFailure``.
  package static func open(
    _ paths: OutputPaths, options: JSONObject, _ beginning: Beginning, mayReplace: Bool
  ) throws -> ResumableOutput? {
    if beginning == .resumed, try paths.isWhole { return nil }
    if beginning == .fresh, !mayReplace { try paths.refuseExisting() }
    let file = try locked(paths.partial)
    let kept = try paths.keptRecord
    if beginning == .resumed, kept == .otherVersion {
      throw ResumptionFailure.otherVersion(path: paths.record)
    }
    do {
      return try ResumableOutput(
        paths, file, beginning == .resumed ? kept : .nothing, options: options, mayReplace: mayReplace)
    } catch {
      // What cannot even be begun leaves nothing behind that looks begun.
      if kept == .nothing { paths.removeBegun() }
      throw error
    }
  }

  /// - Parameter kept: what is to be gone on with.
  private init(
    _ paths: OutputPaths, _ file: OpenFile, _ kept: RecordFile.Content, options: JSONObject, mayReplace: Bool
  ) throws {
    self.paths = paths
    self.file = file
    recordFile = try OpenFile(writing: paths.record)
    var isBegun = false
    if case .record(let earlier, let turn) = kept {
      let names = earlier.options.differences(from: options)
      guard names.isEmpty else { throw ResumptionFailure.otherOptions(path: paths.partial, names: names) }
      try paths.takeBackIDs()
      (record, self.turn, isBegun) = (earlier, turn, true)
    } else {
      record = ProgressRecord(options: options)
    }
    layout = RecordFile(options: record.options)
    record.mayReplace = record.mayReplace || mayReplace
    if !record.mayReplace { try paths.refuseExistingResult(isBegun: isBegun) }
    ids = try paths.hasIDs ? OpenFile(writing: paths.partialIDs) : nil
    errors = try paths.errors.map { try Self.locked($0) }
    if !isBegun {
      try recordFile.cut(to: 0)
      try recordFile.append(layout.header)
    }
    try cut()
    try keepRecord()
  }

  /// - Parameter batch: whose rows the bytes stand for.
  /// - Throws: ``FileFailure`` when the output or its record cannot be written, ``ResumptionFailure/recordTooLong(bytes:limit:)``.
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
  /// - Throws: ``FileFailure`` when the end cannot be written or the file not be put in its place.
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

  private static func locked(_ path: String) throws -> OpenFile {
    guard let file = try OpenFile.lockedIfFree(path) else { throw ResumptionFailure.busy(path: path) }
    return file
  }

  private func cut() throws {
    let lengths = [
      (file, record.lengths.rows), (ids, record.lengths.ids), (errors, record.lengths.errors),
    ]
    for case (let file?, let length) in lengths {
      guard try file.facts.size >= length else { throw ResumptionFailure.damaged(path: file.path) }
      try file.cut(to: length)
    }
  }

  private mutating func keepRecord() throws {
    turn += 1
    try recordFile.put(layout.slot(record, turn: turn), at: layout.offset(ofTurn: turn))
  }
}

extension ProgressRecord.Lengths {
  fileprivate func without(_ bytes: RowBytes) -> ProgressRecord.Lengths {
    ProgressRecord.Lengths(
      rows: rows - bytes.count, ids: ids - bytes.ids.count, errors: errors - bytes.errors.count)
  }
}

extension JSONObject {
  /// The names of members that are not the same in both.
  fileprivate func differences(from other: JSONObject) -> [String] {
    let names = other.members.map(\.name) + members.map(\.name).filter { other[$0] == nil }
    return names.filter { self[$0] != other[$0] }
  }
}
