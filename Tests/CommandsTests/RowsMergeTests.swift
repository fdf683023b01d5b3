import Glibc
import TestSupport
import Testing
import Wire

@testable import RowEngine

/// Outputs of shards that are joined again.
struct RowsMergeTests {
  private static let input = """
    {"text":"one"}
    {"text":"two"}

    {"nothing":1}
    {"text":"five"}
    {"text":"six"}
    {"text":"seven"}
    {"text":"eight"}

    """

  private func embed(_ folder: TemporaryFolder, _ words: [String]) async -> TestProgram.Result {
    await TestProgram().run(
      words: ["embed", "--emulator", "-q", "--from", "\(folder.path)/in.jsonl"] + words)
  }

  private func merge(_ folder: TemporaryFolder, _ words: [String]) async -> TestProgram.Result {
    await TestProgram().run(
      words: ["rows", "merge", "-q"] + words.map { $0.hasPrefix("-") ? $0 : "\(folder.path)/\($0)" })
  }

  /// A folder with the parts of an input, and the whole.
  private func parts(_ count: Int, _ ending: String, _ input: String = input) async throws -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try folder.write(input, to: "in.jsonl")
    for part in 1...count {
      let path = "\(folder.path)/\(part)"
      _ = await embed(
        folder, ["--shard", "\(part)/\(count)", "-o", "\(path).\(ending)", "--errors", "\(path).errors"])
    }
    _ = await embed(folder, ["-o", "\(folder.path)/whole.\(ending)", "--errors", "\(folder.path)/errors"])
    return folder
  }

  @Test(arguments: ["jsonl", "csv"], [1, 2, 3, 8, 11])
  func partsGiveTheWhole(_ ending: String, _ count: Int) async throws {
    let folder = try await parts(count, ending)
    let names = (1...count).map { "\($0).\(ending)" }
    let result = await merge(folder, names.reversed() + ["-o", "joined.\(ending)"])
    #expect(result.status == 7, "\(result.errors)")
    #expect(try folder.bytes(of: "joined.\(ending)") == folder.bytes(of: "whole.\(ending)"))
    #expect(try await merge(folder, names).output == folder.text(of: "whole.\(ending)"))
  }

  @Test(arguments: [1, 3, 8, 11])
  func matricesAreJoinedWithTheirIDs(_ count: Int) async throws {
    let folder = try await parts(count, "npy")
    let names = (1...count).map { "\($0).npy" }
    let result = await merge(folder, names + ["-o", "joined.npy"])
    #expect(result.status == 7, "\(result.errors)")
    #expect(try folder.bytes(of: "joined.npy") == folder.bytes(of: "whole.npy"))
    #expect(try folder.bytes(of: "joined.npy.ids") == folder.bytes(of: "whole.npy.ids"))
    #expect(await merge(folder, names).status == 2)
    let other = await merge(folder, names + ["-o", "joined.csv"])
    #expect(
      other.status == 2 && other.errors.contains("is the name of a csv file, and npy is what was asked for"))
  }

  @Test func answersAreJoinedToo() async throws {
    let folder = try TemporaryFolder()
    let rows = (1...7).map { #"{"id":"r\#($0)","prompt":"[[reply: \#($0)]]"}"# + "\n" }.joined()
    try folder.write(rows, to: "in.jsonl")
    for part in 1...3 {
      let result = await TestProgram().run(
        words: [
          "generate", "--emulator", "-q", "--from", "\(folder.path)/in.jsonl", "--shard", "\(part)/3", "-o",
          "\(folder.path)/\(part).jsonl", "--expect-field", "id", "--match", "contains",
        ])
      #expect(result.status == 0)
    }
    let result = await merge(folder, ["1.jsonl", "2.jsonl", "3.jsonl"])
    #expect(result.status == 0)
    #expect(
      result.output.split(separator: "\n").map { $0.prefix { $0 != "," } }
        == (1...7).map { #"{"id":"r\#($0)""# })
  }

  @Test(arguments: [
    (["1.jsonl", "3.jsonl"], "shard 2/3 is missing"), (["1.jsonl"], "shards 2/3, 3/3 are missing"),
    (["1.jsonl", "2.jsonl", "2.jsonl", "3.jsonl"], "'DIR/2.jsonl' and 'DIR/2.jsonl' are both shard 2/3"),
    (["1.jsonl", "nope", "3.jsonl"], "there is no file 'DIR/nope'"),
    (["1.jsonl", "2.jsonl", "3.jsonl", "-o", "1.jsonl"], "--output: 'DIR/1.jsonl' is the input"),
    (["1.jsonl", "2.jsonl", "3.jsonl", "-o", "whole.jsonl"], "'DIR/whole.jsonl' exists"),
    (
      ["1.jsonl", "whole.jsonl"], "'DIR/whole.jsonl' was made with other options than 'DIR/1.jsonl': --shard"
    ),
  ])
  func whatIsNotWholeIsNamed(_ words: [String], _ message: String) async throws {
    let folder = try await parts(3, "jsonl")
    let result = await merge(folder, words)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors.hasPrefix("sfmodels: \(message.replacing("DIR", with: folder.path))\n"),
      "\(result.errors)")
  }

  @Test(arguments: [[], ["--force"]])
  func whatAnInterruptedRunHasLeftIsNotTouched(_ words: [String]) async throws {
    let folder = try await parts(2, "jsonl")
    let inputs = ["1.jsonl", "2.jsonl", "-o", "joined.jsonl"]
    for (name, left) in [("joined.jsonl.partial", "half"), ("joined.jsonl.progress", nil)] {
      try folder.write(left.map { Array($0.utf8) } ?? Self.interruptedRecord, to: name)
      let before = try folder.names()
      let result = await merge(folder, inputs + words)
      #expect(result.status == 2)
      #expect(
        result.errors == """
          sfmodels: an interrupted run has left '\(folder.path)/\(name)'
            hint: finish that run with --resume first, or give another name: --output

          """)
      #expect(try folder.names() == before)
      #expect(try folder.bytes(of: name) == left.map { Array($0.utf8) } ?? Self.interruptedRecord)
      #expect(unlink("\(folder.path)/\(name)") == 0)
    }
  }

  /// Of a run that has not come to its end.
  static let interruptedRecord: [UInt8] = {
    let (layout, record) = (RecordFile(options: [:]), ProgressRecord(options: [:]))
    guard let slot = try? layout.slot(record, turn: 1) else { return [] }
    return layout.header + slot
  }()

  @Test func aJoinedOutputHasNoRecordOfTheRunWhoseOutputItReplaces() async throws {
    let folder = try await parts(2, "jsonl")
    #expect(try folder.names().contains("whole.jsonl.progress"))
    let result = await merge(folder, ["1.jsonl", "2.jsonl", "-o", "whole.jsonl", "--force"])
    #expect(result.status == 7)
    #expect(try folder.names().filter { $0.hasPrefix("whole") } == ["whole.jsonl"])
  }

  @Test func whatWasChangedIsRefused() async throws {
    let folder = try await parts(3, "jsonl")
    func refusal() async -> String {
      let result = await merge(folder, ["1.jsonl", "2.jsonl", "3.jsonl"])
      #expect(result.status == 2)
      return result.errors.split(separator: "\n").first.map { String($0).replacing(folder.path, with: "DIR") }
        ?? ""
    }
    let second = try folder.bytes(of: "2.jsonl")
    try folder.write(second.dropLast(10), to: "2.jsonl")
    #expect(await refusal() == "sfmodels: 'DIR/2.jsonl' is not as its run has left it")
    try folder.write(second, to: "2.jsonl")
    #expect(unlink("\(folder.path)/3.errors") == 0)
    #expect(
      await refusal() == "sfmodels: 'DIR/3.jsonl' lacks 1 row that was refused, and nobody knows which")
    #expect(unlink("\(folder.path)/1.jsonl.progress") == 0)
    #expect(
      await refusal()
        == "sfmodels: nobody knows which shard 'DIR/1.jsonl' is: 'DIR/1.jsonl.progress' is missing or damaged"
    )
  }

  @Test func partsOfOtherRunsAreNamed() async throws {
    let folder = try await parts(2, "jsonl")
    let other = try await parts(2, "jsonl", Self.input + "{\"text\":\"nine\"}\n")
    let result = await TestProgram().run("rows", "merge", "\(folder.path)/1.jsonl", "\(other.path)/2.jsonl")
    #expect(
      result.errors
        == "sfmodels: '\(other.path)/2.jsonl' was made from another input than '\(folder.path)/1.jsonl'\n")
    _ = await embed(
      folder,
      [
        "-m", "other", "--shard", "2/2", "-o", "\(folder.path)/m.jsonl", "--errors",
        "\(folder.path)/m.errors",
      ])
    let model = await merge(folder, ["1.jsonl", "m.jsonl"])
    #expect(model.status == 2)
  }
}
