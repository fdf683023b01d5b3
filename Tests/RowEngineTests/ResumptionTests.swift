import Digest
import FileSystem
import FoundationEssentials
import Glibc
import TestSupport
import Testing
import Wire

@testable import RowEngine

/// Runs that end at every possible entry, and are gone on with.
@Suite struct ResumptionTests {
  static let input = Array("one\n\ntwo\nthree\n\nfour\nfive\n".utf8)

  struct Job {
    let folder: TemporaryFolder
    var format = "jsonl"
    var options: JSONObject = ["format": "o"]
    var hasErrors = true
    var clock = RowClock.starting()

    var paths: OutputPaths {
      OutputPaths(
        "\(folder.path)/out", errors: hasErrors ? "\(folder.path)/errors" : nil,
        listEnding: format == "npy" ? "ids" : nil)
    }

    func open(_ beginning: ResumableOutput.Beginning, mayReplace: Bool = false) throws -> ResumableOutput? {
      try ResumableOutput.open(
        paths, options: options, headLength: format == "npy" ? VectorNPYSink.headLength : 0, beginning,
        mayReplace: mayReplace, clock: clock)
    }

    /// Works on batches of two rows, and stops after so many as if it were killed.
    ///
    /// - Returns: false when there was nothing to do.
    @discardableResult
    func run(
      _ beginning: ResumableOutput.Beginning, batches: Int? = nil, input: [UInt8] = input
    ) async throws -> Bool {
      guard let output = try open(beginning) else { return false }
      switch format {
      case "csv": try await run(VectorCSVSink(keepsText: true), output, batches, input)
      case "npy": try await run(VectorNPYSink(), output, batches, input)
      default: try await run(VectorJSONSink(.lines, keepsText: true), output, batches, input)
      }
      return true
    }

    private func run(
      _ sink: some RowSink<String, Vector>, _ output: ResumableOutput, _ batches: Int?, _ input: [UInt8]
    ) async throws {
      var blocks = [input, []]
      var source: any RowSource = RowReader(.lines) { blocks.removeFirst() }
      if let earlier = RowOutput.file(output).earlier {
        for _ in 0..<earlier.rowsConsumed {
          guard try source.next() != nil else { throw ResumptionFailure.otherInput }
        }
        guard source.mark == earlier.input else { throw ResumptionFailure.otherInput }
      }
      var writer = try RowWriter(sink, to: .file(output), list: nil) { row, _ in
        Array("\(row.item.number) is bad\n".utf8)
      }
      var done = 0
      while done != batches, let batch = try Self.batch(&source) {
        try writer.write(batch, RowCounts())
        done += 1
      }
      if batches == nil { try writer.finish() }
    }

    private static func batch(_ source: inout any RowSource) throws -> FinishedBatch<String, Vector>? {
      var rows: [FinishedRow<String, Vector>] = []
      while rows.count < 2, let row = try source.next() {
        guard case .text(let text) = row.content else {
          rows.append(SinkTests.refused(row.number))
          continue
        }
        rows.append(SinkTests.row(row.number, id: JSONValue(row.number), text, "[\(text.utf8.count),0.5]"))
      }
      guard let last = rows.last else { return nil }
      return FinishedBatch(rows: rows, rowsConsumed: last.item.number, mark: source.mark)
    }

    var results: [[UInt8]?] { ["out", "out.ids", "errors"].map { folder.bytes($0) } }
  }

  static func reference(_ format: String) async throws -> [[UInt8]?] {
    let job = Job(folder: try TemporaryFolder(), format: format)
    try await job.run(.fresh)
    #expect(try job.folder.names() == (format == "npy" ? ["errors", "out", "out.ids"] : ["errors", "out"]))
    return job.results
  }

  /// What a killed process may leave behind what its record tells: any part of what came next.
  @Test(arguments: ["jsonl", "csv", "npy"])
  func aRunThatWasKilledAnywhereEndsTheSame(_ format: String) async throws {
    let reference = try await Self.reference(format)
    let torn = Array("{\"id\": torn".utf8)
    for batches in 0...4 {
      for length in 0...torn.count {
        let job = Job(folder: try TemporaryFolder(), format: format)
        try await job.run(.fresh, batches: batches)
        for name in ["out.partial", "errors"] + (format == "npy" ? ["out.ids.partial"] : []) {
          try job.folder.append(Array(torn[..<length]), to: name)
        }
        try await job.run(.resumed)
        #expect(job.results == reference, "\(batches) batches, \(length) bytes")
        #expect(try !job.folder.names().contains { $0.contains("partial") || $0.contains("progress") })
      }
    }
  }

  @Test func theRecordIsReadWhenNobodyElseCanWriteIt() async throws {
    let (job, further) = (Job(folder: try TemporaryFolder()), Job(folder: try TemporaryFolder()))
    try await job.run(.fresh, batches: 1)
    try await further.run(.fresh, batches: 2)
    // Another process ends just before this one takes hold of the file.
    let (path, from, into) = (job.paths.partial, further.folder, job.folder)
    let overtake: @Sendable (FileChange) -> Void = { change in
      guard change == .opened(path: path) else { return }
      for name in ["out.partial", "errors", "out.progress"] {
        do {
          try into.write(from.bytes(of: name), to: name)
        } catch {
          Issue.record(error)
        }
      }
    }
    let output = try FileChange.$observer.withValue(overtake) { try job.open(.resumed) }
    #expect(output?.record.rowsConsumed == 4)
  }

  /// The record is written in two entries in turn: the one that was being written may hold anything.
  @Test func aTornRecordIsNotBelieved() async throws {
    let reference = try await Self.reference("jsonl")
    let layout = RecordFile(options: ["format": "o"])
    for length in stride(from: 0, through: RecordFile.slotLength, by: 7) {
      let job = Job(folder: try TemporaryFolder())
      try await job.run(.fresh, batches: 2)
      let record = try #require(job.folder.bytes("out.progress"))
      guard case .records(let kept) = RecordFile.content(of: record), let newest = kept.first?.turn else {
        Issue.record("there is no record")
        continue
      }
      let next = try layout.slot(ProgressRecord(options: ["format": "o"]), turn: newest + 1)
      try job.folder.append(
        Array(next[..<min(length, next.count - 3)]), to: "out.progress",
        at: layout.offset(ofTurn: newest + 1))
      try await job.run(.resumed)
      #expect(job.results == reference, "\(length) bytes")
    }
  }

  @Test(arguments: ["jsonl", "npy"])
  func interruptionsPileUp(_ format: String) async throws {
    let job = Job(folder: try TemporaryFolder(), format: format)
    try await job.run(.resumed, batches: 0)
    for _ in 0..<4 { try await job.run(.resumed, batches: 1) }
    try await job.run(.resumed)
    #expect(job.results == (try await Self.reference(format)))
  }

  /// All rows are there, and the names are not, or only the first of them.
  @Test(arguments: ["jsonl", "csv", "npy"], [false, true])
  func aRunThatWasKilledBeforeTheLastNameEndsTheSame(_ format: String, _ hasRenamedIDs: Bool) async throws {
    let reference = try await Self.reference(format)
    let job = Job(folder: try TemporaryFolder(), format: format)
    try await job.run(.fresh, batches: 4)
    if hasRenamedIDs, format == "npy" {
      #expect(rename("\(job.folder.path)/out.ids.partial", "\(job.folder.path)/out.ids") == 0)
    }
    try await job.run(.resumed)
    #expect(job.results == reference)
  }

  @Test func aWholeOutputIsLeftAlone() async throws {
    let job = Job(folder: try TemporaryFolder())
    try await job.run(.fresh)
    #expect(try await !job.run(.resumed))
    // Also where the last act, the removal of the record, did not happen.
    var record = ProgressRecord(options: ["format": "o"])
    record.isWhole = true
    let layout = RecordFile(options: record.options)
    try job.folder.append(layout.header, to: "out.progress")
    try job.folder.append(try layout.slot(record, turn: 7), to: "out.progress", at: layout.offset(ofTurn: 7))
    #expect(try await !job.run(.resumed))
    #expect(try job.folder.names() == ["errors", "out"])
  }

  @Test func whatWouldBeLostIsRefused() async throws {
    let job = Job(folder: try TemporaryFolder())
    try job.folder.append([1], to: "out")
    #expect(throws: ResumptionFailure.exists(path: job.paths.file)) { try job.open(.fresh) }
    let begun = Job(folder: try TemporaryFolder())
    try await begun.run(.fresh, batches: 1)
    #expect(throws: ResumptionFailure.begun(path: begun.paths.partial)) { try begun.open(.fresh) }
    let listed = Job(folder: try TemporaryFolder())
    try listed.folder.append([1], to: "errors")
    #expect(throws: ResumptionFailure.exists(path: "\(listed.folder.path)/errors")) {
      try listed.open(.fresh)
    }
  }

  @Test func whatMayBeReplacedIsNotLostBeforeTheEnd() async throws {
    let job = Job(folder: try TemporaryFolder(), hasErrors: false)
    try job.folder.append([1, 2, 3], to: "out")
    _ = try job.open(.fresh, mayReplace: true)
    #expect(job.folder.bytes("out") == [1, 2, 3])
    // The permission holds for those who go on.
    try await job.run(.resumed)
    #expect(job.folder.bytes("out") == (try await Self.reference("jsonl"))[0])
  }

  @Test func otherOptionsAndOtherInputsAreRefused() async throws {
    let job = Job(folder: try TemporaryFolder())
    try await job.run(.fresh, batches: 2)
    var other = job
    other.options = ["format": "p", "model": "m"]
    #expect(throws: ResumptionFailure.otherOptions(path: job.paths.partial, names: ["format", "model"])) {
      try other.open(.resumed)
    }
    other.options = [:]
    #expect(throws: ResumptionFailure.otherOptions(path: job.paths.partial, names: ["format"])) {
      try other.open(.resumed)
    }
    await #expect(throws: ResumptionFailure.otherInput) {
      try await job.run(.resumed, input: Array("one\n\ntwo\nTHREE\n".utf8))
    }
    try await job.run(.resumed)
    #expect(job.results == (try await Self.reference("jsonl")))
  }

  @Test func whatIsShorterThanItWasIsRefused() async throws {
    var job = Job(folder: try TemporaryFolder())
    job.clock = PowerLossTests.clock()
    try await job.run(.fresh, batches: 2)
    #expect(truncate(job.paths.partial, 10) == 0)
    #expect(throws: ResumptionFailure.damaged(path: job.paths.partial)) { try job.open(.resumed) }
  }

  @Test func twoProcessesDoNotWriteTheSame() throws {
    let job = Job(folder: try TemporaryFolder(), hasErrors: false)
    let held = try #require(try job.open(.fresh))
    #expect(throws: ResumptionFailure.busy(path: job.paths.partial)) { try job.open(.resumed) }
    withExtendedLifetime(held) {}
  }

  @Test func twoProcessesDoNotListTheirRefusedRowsInTheSameFile() throws {
    let first = Job(folder: try TemporaryFolder())
    let held = try #require(try first.open(.fresh))
    let second = OutputPaths("\(first.folder.path)/other", errors: first.paths.errors)
    let busy = ResumptionFailure.busy(path: "\(first.folder.path)/errors")
    #expect(throws: busy) {
      try ResumableOutput.open(second, options: [:], .fresh, mayReplace: false)
    }
    #expect(throws: busy) { try RefusedRowsFile("\(first.folder.path)/errors", mayReplace: false) }
    #expect(try first.folder.names() == ["errors", "out.partial", "out.progress"])
    withExtendedLifetime(held) {}
  }

  @Test func whatCannotBeBegunLeavesNothingBehind() throws {
    let job = Job(folder: try TemporaryFolder())
    try job.folder.append([1], to: "errors")
    #expect(throws: ResumptionFailure.exists(path: "\(job.folder.path)/errors")) { try job.open(.resumed) }
    #expect(try job.folder.names() == ["errors"])
    let nowhere = OutputPaths("\(job.folder.path)/out", errors: "\(job.folder.path)/none/errors")
    #expect(throws: FileFailure(path: "\(job.folder.path)/none/errors", code: ENOENT)) {
      try ResumableOutput.open(nowhere, options: [:], .fresh, mayReplace: false)
    }
    #expect(try job.folder.names() == ["errors"])
  }

  @Test func aRecordSurvivesItsBytes() throws {
    var record = ProgressRecord(options: ["model": "m", "stop": ["a", "b"]])
    record.rowsConsumed = 12
    record.input = InputCheckpoint(bytes: 345, digest: [0, 255, 16])
    record.lengths = ProgressRecord.Lengths(rows: 1, ids: 2, errors: 3)
    record.done = 10
    record.refused = 2
    record.state = ["dimensions": 3]
    record.isWhole = true
    record.mayReplace = true
    let layout = RecordFile(options: record.options)
    let (older, newer) = (
      try layout.slot(ProgressRecord(options: [:]), turn: 3), try layout.slot(record, turn: 4)
    )
    #expect([older.count, newer.count] == [RecordFile.slotLength, RecordFile.slotLength])
    record.checksums = ProgressRecord.Checksums(rows: "0a", ids: "1b", errors: "2c")
    let kept = RecordFile.Kept(record: record, turn: 4, slot: 0)
    guard
      case .records(let records) = RecordFile.content(
        of: layout.header + (try layout.slot(record, turn: 4)) + older)
    else { throw ResumptionFailure.contradictoryRecord }
    #expect(records.first == kept)
    #expect(records.map(\.turn) == [4, 3])
    #expect(RecordFile.content(of: layout.header) == .nothing)
  }

  /// Each member of a record, and each of its sink's state, forged under a checksum that is right.
  @Test(
    arguments: [
      "9223372036854775807", "9223372036854775808", "-9223372036854775808", "4611686018427387904", "-1",
      "1.5",
      "1e999", "\"5\"", "9007199254740992", "null",
    ], ["jsonl", "csv", "npy"])
  func aForgedRecordIsRefusedOrMended(_ number: String, _ format: String) async throws {
    let reference = try await Self.reference(format)
    let members = [
      "rows", "done", "refused", "output_bytes", "id_bytes", "error_bytes", "input_bytes", "state.rows",
      "state.waiting", "state.dimensions", "turn",
    ]
    for batches in 1...3 {
      for member in members {
        let job = Job(folder: try TemporaryFolder(), format: format)
        try await job.run(.fresh, batches: batches)
        try job.folder.forge(member, try JSONValue(decoding: number))
        do {
          try await job.run(.resumed)
          #expect(job.results == reference, "\(member) after \(batches) batches")
        } catch is ResumptionFailure {
          // It says what is wrong, and leaves what was written.
        } catch is UnequalDimensions {
          // So does this.
        }
      }
    }
  }

  @Test func optionsMayBeLongerThanASlot() async throws {
    var job = Job(folder: try TemporaryFolder())
    job.options = ["request": .string(String(repeating: "x", count: 3 * RecordFile.slotLength))]
    try await job.run(.fresh, batches: 2)
    try await job.run(.resumed)
    #expect(job.results == (try await Self.reference("jsonl")))
  }

  @Test func aRecordThatHasNoSpaceIsRefusedBeforeItIsWritten() throws {
    var record = ProgressRecord(options: [:])
    record.state = ["text": .string(String(repeating: "x", count: RecordFile.slotLength))]
    #expect(throws: ResumptionFailure.recordTooLong(bytes: 1244, limit: 1023)) {
      try RecordFile(options: [:]).slot(record, turn: 1)
    }
  }

  /// As the first version wrote it: no line of options, two slots from the beginning, of which one may be empty.
  private static func firstVersion(turn: Int) -> [UInt8] {
    let record = #"""
      {"rows":2,"done":2,"refused":0,"output_bytes":0,"id_bytes":0,"error_bytes":0,"input_bytes":0,"input":"",\#
      "options":"0a1b","state":{},"whole":false,"may_replace":false}
      """#
    let text = "\(turn) " + record
    let checksum = Hexadecimal.text(SHA256.digest(of: Array(text.utf8)).prefix(8))
    let line = Array("\(checksum) \(text)".utf8)
    let slot = line + [UInt8](repeating: 0x20, count: 1023 - line.count) + [0x0A]
    return [UInt8](repeating: 0, count: turn % 2 * 1024) + slot
  }

  @Test(arguments: [1, 2])
  func aRunOfTheFirstVersionIsNotGoneOnWith(_ turn: Int) throws {
    let job = Job(folder: try TemporaryFolder())
    try job.folder.append([1, 2], to: "out.partial")
    try job.folder.append(Self.firstVersion(turn: turn), to: "out.progress")
    #expect(throws: ResumptionFailure.otherVersion(path: job.paths.record)) { try job.open(.resumed) }
    #expect(job.folder.bytes("out.partial") == [1, 2])
    #expect(job.folder.bytes("out.progress") == Self.firstVersion(turn: turn))
    // Whoever wants to begin anew may.
    #expect(try job.open(.fresh, mayReplace: true) != nil)
  }

  @Test func aRunOfALaterVersionIsNotGoneOnWithEither() throws {
    let line = RecordFile(options: [:]).header
    let text = Array(#"{"version":4,"more":[]}"#.utf8)
    let checksum = Array(Hexadecimal.text(SHA256.digest(of: text).prefix(8)).utf8)
    #expect(RecordFile.content(of: checksum + [0x20] + text + [0x0A]) == .otherVersion)
    #expect(RecordFile.content(of: Array(line.dropLast(9))) == .nothing)
  }
}

extension TemporaryFolder {
  /// Replaces a number of the newest record, or its turn, and signs it anew.
  fileprivate func forge(_ member: String, _ number: JSONValue) throws {
    let kept = try #require(bytes("out.progress"))
    guard case .records(let records) = RecordFile.content(of: kept), let newest = records.first else {
      Issue.record("there is no record")
      return
    }
    let (record, turn) = (newest.record, newest.turn)
    var object = try #require(try JSONValue(decoding: record.bytes).object)
    let name = member.split(separator: ".").last.map(String.init) ?? ""
    if member.hasPrefix("state.") {
      var state = object["state"]?.object ?? [:]
      state[name] = number
      object["state"] = .object(state)
    } else if member != "turn" {
      object[name] = number
    }
    let text =
      Array("\(member == "turn" ? number.text : String(turn)) ".utf8) + JSONValue.object(object).bytes
    let line = Array(Hexadecimal.text(SHA256.digest(of: text).prefix(8)).utf8) + [0x20] + text
    let slot = line + [UInt8](repeating: 0x20, count: RecordFile.slotLength - 1 - line.count) + [0x0A]
    try append(slot, to: "out.progress", at: RecordFile(options: record.options).offset(ofTurn: turn))
  }

  func bytes(_ name: String) -> [UInt8]? { try? bytes(of: name) }

  func append(_ bytes: [UInt8], to name: String, at offset: Int? = nil) throws {
    let file = try OpenFile(writing: "\(path)/\(name)")
    try file.put(bytes, at: try offset ?? file.facts.size)
  }
}
