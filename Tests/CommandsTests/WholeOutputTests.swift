import FileSystem
import TestSupport
import Testing
import Wire

@testable import RowEngine

/// Files that commands write at one go, and the names of runs.
struct WholeOutputTests {
  private static let words: [[String]] = [
    ["map", "DIR/v.jsonl", "-o", "DIR/out.svg"],
    ["map", "DIR/v.jsonl", "-o", "DIR/out.svg", "--force"],
    [
      "generate", "--emulator", "--from", "DIR/in.jsonl", "--expect-field", "id", "--report",
      "json:DIR/out.svg",
    ],
  ]

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("{\"embedding\":[1,2]}\n{\"embedding\":[2,1]}\n", to: "v.jsonl")
    try folder.write("{\"id\":\"1\",\"prompt\":\"x\"}\n", to: "in.jsonl")
    return folder
  }

  private func run(_ words: [String], in folder: TemporaryFolder) async -> TestProgram.Result {
    await TestProgram().run(
      words: words.map { $0.replacing("DIR", with: folder.path) } + ["-q"],
      environment: ["TMPDIR": folder.path])
  }

  @Test(
    arguments: words,
    [
      (name: "out.svg.partial", bytes: Array("rows".utf8)),
      (name: "out.svg.progress", bytes: RowsMergeTests.interruptedRecord),
    ])
  func whatAnInterruptedRunHasLeftIsNotTouched(_ words: [String], _ left: (name: String, bytes: [UInt8]))
    async throws
  {
    let folder = try folder()
    try folder.write(left.bytes, to: left.name)
    let before = try folder.names()
    let result = await run(words, in: folder)
    #expect(result.status == 2 && result.output == "")
    #expect(
      result.errors == """
        sfmodels: an interrupted run has left '\(folder.path)/\(left.name)'
          hint: finish that run with --resume first, or give another name: --output

        """)
    #expect(try folder.names() == before)
    #expect(try folder.bytes(of: left.name) == left.bytes)
  }

  @Test(arguments: words)
  func theNameOfARunThatGoesOnIsNotTaken(_ words: [String]) async throws {
    let folder = try folder()
    let other = try ResumableOutput.open(
      OutputPaths(folder.path + "/out.svg"), options: [:], .fresh, mayReplace: false)
    let before = try folder.names()
    let result = await run(words, in: folder)
    #expect(result.status != 0 && result.errors.contains("out.svg.partial'"), "\(result)")
    #expect(!result.errors.contains("interrupted"), "\(result)")
    #expect(try folder.names() == before)
    withExtendedLifetime(other) {}
  }

  @Test(arguments: ["svg", "csv"])
  func noRecordOfAFinishedRunStaysBesideWhatReplacesItsOutput(_ ending: String) async throws {
    let folder = try folder()
    let output = "DIR/out.\(ending)"
    let embed = ["embed", "--emulator", "--from", "DIR/in.jsonl", "--text-field", "prompt", "--shard", "1/2"]
    // The name of a picture contradicts the format of rows.
    try #require(await run(embed + ["-o", "DIR/out.csv"], in: folder).status == 0)
    if ending == "svg" {
      for name in ["", ".progress"] {
        try OpenFile.rename("\(folder.path)/out.csv\(name)", to: "\(folder.path)/out.svg\(name)")
      }
    }
    #expect(try folder.names().contains("out.\(ending).progress"))
    let format = ending == "csv" ? ["--coordinates", "csv"] : []
    let result = await run(["map", "DIR/v.jsonl", "-o", output, "--force"] + format, in: folder)
    #expect(result == .init(status: 0, output: "", errors: ""))
    #expect(try folder.names().filter { $0.hasPrefix("out") } == ["out.\(ending)"])
  }
}
