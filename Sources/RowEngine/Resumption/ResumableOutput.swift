import FileSystem
package import Wire

/// An output that takes its name when it is whole; until then it is a partial file beside a record of how far it has
/// come, and can be gone on with after any interruption.
///
/// Rows are written first and then the record, each by a call that the kernel carries out even for a process that is
/// killed. A loss of power may keep the record and lose the rows: each record has the checksums of all that it tells
/// of, and one that does not hold is not believed. Now and then the rows are put on the disk before a record that says
/// so: this one holds whatever comes. What is there beyond the record is cut off.
package struct ResumableOutput {
  /// How an output is to be begun.
  package enum Beginning: Hashable, Sendable {
    case fresh
    /// Where it was left, if anywhere.
    case resumed
  }

  private let paths: OutputPaths
  private var files: OutputFiles
  private let recordFile: OpenFile
  private let layout: RecordFile
  private var turn = 0
  /// Where the next record of what is on the disk goes.
  private var durableSlot = RecordFile.durableSlots[0]
  private var rhythm = SyncRhythm()
  private let clock: RowClock
  /// How far it has come.
  package private(set) var record: ProgressRecord

  /// Takes hold of the files; nobody else can until this process ends.
  ///
  /// - Parameters:
  ///   - options: what decides how the output looks, by name.
  ///   - headLength: how many bytes at the beginning are replaced in the end.
  ///   - mayReplace: whether files that exist may be lost.
  /// - Returns: `nil` when it is to be gone on with and is whole already.
  /// - Throws: ``ResumptionFailure`` and ``FileFailure``.
  package static func open(
    _ paths: OutputPaths, options: JSONObject, headLength: Int = 0, _ beginning: Beginning, mayReplace: Bool,
    clock: RowClock = .starting()
  ) throws -> ResumableOutput? {
    if beginning == .resumed, try paths.isWhole { return nil }
    if beginning == .fresh, !mayReplace { try paths.refuseExisting() }
    let file = try locked(paths.partial)
    // Whoever had hold of it before may have come further until then.
    let kept = try paths.resumableRecord(beside: file)
    if beginning == .resumed { try refuse(kept, of: file, paths) }
    do {
      return try ResumableOutput(
        paths, CheckedFile(file, headLength: headLength), beginning == .resumed ? kept : .nothing,
        options: options, mayReplace: mayReplace, clock)
    } catch {
      // What cannot even be begun leaves nothing behind that looks begun.
      if kept == .nothing { paths.removeBegun() }
      throw error
    }
  }

  private static func refuse(_ kept: RecordFile.Content, of file: OpenFile, _ paths: OutputPaths) throws {
    switch kept {
    case .otherVersion: throw ResumptionFailure.otherVersion(path: paths.record)
    // A record is on the disk before the first row is written.
    case .nothing where try file.facts.size > 0:
      throw ResumptionFailure.withoutRecord(path: paths.partial, record: paths.record)
    case .nothing, .records: break
    }
  }

  /// - Parameter kept: what is to be gone on with.
  private init(
    _ paths: OutputPaths, _ file: CheckedFile, _ kept: RecordFile.Content, options: JSONObject,
    mayReplace: Bool, _ clock: RowClock
  ) throws {
    self.paths = paths
    self.clock = clock
    recordFile = try OpenFile(writing: paths.record)
    var earlier: [RecordFile.Kept] = []
    if case .records(let records) = kept, let newest = records.first {
      let names = newest.record.options.differences(from: options)
      guard names.isEmpty else { throw ResumptionFailure.otherOptions(path: paths.partial, names: names) }
      try paths.takeBackList()
      earlier = records
    }
    let isBegun = !earlier.isEmpty
    let mayReplace = mayReplace || earlier.first?.record.mayReplace == true
    if !mayReplace { try paths.refuseExistingResult(isBegun: isBegun) }
    let ids = try paths.partialList.map { try OpenFile(writing: $0) }
    let errors = try paths.errors.map { try Self.locked($0) }
    files = OutputFiles(rows: file, ids: ids, errors: errors)
    record = ProgressRecord(options: options)
    if isBegun {
      turn = earlier[0].turn
      let newest = earlier.first { RecordFile.durableSlots.contains($0.slot) }
      durableSlot = RecordFile.durableSlots.first { $0 != newest?.slot } ?? durableSlot
      // What was on the disk and is not there any more is damage, and nothing to be paid for once more unasked.
      let credible = earlier.filter { $0.turn >= newest?.turn ?? 0 }
      (record, files) = try files.recorded(in: credible)
    }
    layout = RecordFile(options: record.options)
    record.mayReplace = mayReplace
    try begin(isBegun: isBegun)
  }

  private mutating func begin(isBegun: Bool) throws {
    record.lengths = files.lengths
    record.checksums = files.checksums
    if !isBegun {
      try recordFile.cut(to: 0)
      try recordFile.append(layout.header)
    }
    try files.cut()
    try keepRecord()
    try synchronize()
    paths.synchronizeFolders()
  }

  /// - Parameter batch: whose rows the bytes stand for.
  /// - Throws: ``FileFailure`` when the output or its record cannot be written, ``ResumptionFailure/recordTooLong(bytes:limit:)``.
  package mutating func append<Content, Value>(
    _ bytes: RowBytes, for batch: FinishedBatch<Content, Value>, counts: RowCounts, state: JSONObject
  ) throws {
    try files.append(bytes)
    record.lengths = files.lengths
    record.checksums = files.checksums
    record.done = counts.done
    record.refused = counts.refused
    record.rowsConsumed = batch.rowsConsumed
    record.input = batch.mark
    record.state = state
    try keepRecord()
    if rhythm.isDue(at: clock.now()) { try synchronize() }
  }

  /// Keeps where the input begins, before there is a row of it.
  ///
  /// - Throws: ``FileFailure``, ``ResumptionFailure/recordTooLong(bytes:limit:)``.
  package mutating func remember(_ page: PagePosition) throws {
    record.input.page = page
    try keepRecord()
    try synchronize()
  }

  /// Gives the output its name.
  ///
  /// - Parameters:
  ///   - last: what stands behind the last row.
  ///   - head: replaces the beginning.
  ///   - keepsRecord: whether how the run came to its end is kept beside it.
  ///   - consumed: rows of the whole input, and what they were.
  /// - Throws: ``FileFailure`` when the end cannot be written or the file not be put in its place.
  package mutating func finish(
    _ last: RowBytes, head: [UInt8]?, keepsRecord: Bool = false,
    consumed: (rows: Int, mark: InputCheckpoint)? = nil
  ) throws {
    try files.append(last)
    if let head { try files.rows.file.put(head, at: 0) }
    // The end of the last row stays what a resumed run cuts to: it writes the end again.
    record.isWhole = true
    record.isKept = keepsRecord
    if let consumed { (record.rowsConsumed, record.input) = consumed }
    try keepRecord()
    try synchronize()
    try paths.rename(keepsRecord: keepsRecord)
  }

  /// Forgets what was begun.
  package func discard() { paths.removeBegun() }

  private static func locked(_ path: String) throws -> OpenFile {
    guard let file = try OpenFile.lockedIfFree(path) else { throw ResumptionFailure.busy(path: path) }
    return file
  }

  private mutating func keepRecord() throws {
    turn += 1
    try recordFile.put(layout.slot(record, turn: turn), at: layout.offset(ofTurn: turn))
  }

  /// Puts all that was written on the disk, and then a record that says so.
  private mutating func synchronize() throws {
    let start = clock.now()
    try files.synchronize()
    try recordFile.put(layout.slot(record, turn: turn), at: layout.offset(ofSlot: durableSlot))
    try recordFile.synchronizeBytes()
    durableSlot = RecordFile.durableSlots.first { $0 != durableSlot } ?? durableSlot
    let end = clock.now()
    rhythm.finish(at: end, after: end - start)
  }
}

extension JSONObject {
  /// The names of members that are not the same in both.
  func differences(from other: JSONObject) -> [String] {
    let names = other.members.map(\.name) + members.map(\.name).filter { other[$0] == nil }
    return names.filter { self[$0] != other[$0] }
  }
}
