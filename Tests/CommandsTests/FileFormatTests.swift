import TestSupport
import Testing
import Wire

@testable import Commands

/// The names of files tell their formats, and what contradicts them is refused before anything is sent.
struct FileFormatTests {
  @Test(arguments: [
    ("v.npy", "npy"), ("V.NPY", "npy"), ("v.csv", "csv"), ("v.json", "json"), ("v.jsonl", "jsonl"),
    ("v.ndjson", "jsonl"), ("v", "jsonl"), ("v.txt", "jsonl"), ("a.npy/v", "jsonl"),
  ])
  func theNameOfTheOutputTellsTheFormat(_ name: String, _ format: String) {
    #expect(VectorFormat.ofFile(named: name).name == format)
  }

  @Test(arguments: [
    (["embed", "x", "--format", "jsonl", "-o", "OUT.npy"], "OUT.npy", "npy", "jsonl", "--format"),
    (["embed", "x", "--format", "csv", "-o", "OUT.json"], "OUT.json", "json", "csv", "--format"),
    (["embed", "x", "-o", "OUT.parquet"], "OUT.parquet", "parquet", "jsonl", "--format"),
    (["embed", "x", "-o", "OUT.jsonl.gz"], "OUT.jsonl.gz", "gzip", "jsonl", "--format"),
    (
      ["generate", "--from", "IN.jsonl", "--output-format", "json", "-o", "OUT.csv"], "OUT.csv", "csv",
      "json",
      "--output-format"
    ),
    (["generate", "--from", "IN.jsonl", "-o", "OUT.npy"], "OUT.npy", "npy", "jsonl", "--output-format"),
    (["feedback", "good", "--from", "IN.jsonl", "-o", "OUT.json"], "OUT.json", "json", "jsonl", "--format"),
    (
      ["embed", "--from", "IN.jsonl", "--input-format", "csv", "-o", "OUT"], "IN.jsonl", "jsonl", "csv",
      "--input-format"
    ),
    (["embed", "--from", "IN.csv", "--input-format", "jsonl"], "IN.csv", "csv", "jsonl", "--input-format"),
  ])
  func aContradictionIsAMistake(
    _ words: [String], _ name: String, _ told: String, _ asked: String, _ option: String
  ) async throws {
    let folder = try TemporaryFolder()
    for name in ["IN.jsonl", "IN.csv"] { try folder.write("", to: name) }
    let paths = words.map { $0.hasPrefix("IN.") || $0.hasPrefix("OUT") ? "\(folder.path)/\($0)" : $0 }
    let result = await TestProgram(ScriptedService()).run(
      words: paths + TestProgram.serviceWords, environment: TestProgram.serviceEnvironment)
    let hint =
      words[0] == "embed" || option != "--format" ? "another name, or another \(option)" : "another name"
    #expect(
      result
        == TestProgram.Result(
          status: 2, output: "",
          errors: """
            sfmodels: '\(folder.path)/\(name)' is the name of a \(told) file, and \(asked) is what was asked for
              hint: give it \(hint)

            """))
  }

  @Test(arguments: [
    // What divides the header divides no row so.
    ("id;text\n1,a\n", ["--input-format", "csv"], "--delimiter ';'"),
    ("id\ttext\n1 a\n", ["--input-format", "csv"], "--input-format tsv"),
    ("id,body\n1,a\n", ["--input-format", "csv"], "there are 'id', 'body'"),
    ("{\"body\":\"a\"}\n", ["--input-format", "jsonl"], "there are 'body'"),
    (
      "[{\"text\":\"a\"}]", [],
      "--input-format json reads its objects; --input-format lines takes each line as a text"
    ),
    (
      "{\"text\":\"a\"}\n", [],
      "--input-format jsonl reads them; --input-format lines takes each line as a text"
    ),
    ("id,text\r1,a\r2,b\r", ["--input-format", "csv"], "convert them: tr '\\r' '\\n' <FILE | sfmodels …"),
    ("one\rtwo\r", [], "convert them: tr '\\r' '\\n' <FILE | sfmodels …"),
    (
      "{\"text\":\"a\"}\r{\"text\":\"b\"}", ["--input-format", "jsonl"],
      "convert them: tr '\\r' '\\n' <FILE | sfmodels …"
    ),
    ("o\u{0}n\u{0}e\u{0}", [], "convert it: iconv -f UTF-16 -t UTF-8 FILE | sfmodels …"),
    ("{}", ["--input-format", "json"], "objects on lines of their own are JSON Lines: --input-format jsonl"),
  ])
  func anInputOfAnotherKindIsRefusedWithTheWayOut(
    _ input: String, _ words: [String], _ hint: String
  ) async {
    let result = await TestProgram(ScriptedService()).run(
      words: ["embed"] + words + TestProgram.serviceWords, input: input,
      environment: TestProgram.serviceEnvironment)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasSuffix("\n  hint: \(hint)\n"), "\(result.errors)")
  }

  @Test(arguments: [
    ("id\ttext\n7\ta\n", ["--input-format", "tsv"]), ("id;text\n7;a\n", ["--delimiter", ";"]),
    ("id|text\n7|a\n", ["--input-format", "csv", "--delimiter", "|"]),
    ("[{\"id\":\"7\",\"text\":\"a\"}]", ["--input-format", "json"]),
  ])
  func inputsOfEachFormatAreRead(_ input: String, _ words: [String]) async {
    let upstream = ScriptedService(.whole(200, #"{"embeddings":[{"index":0,"embedding":[0.5]}]}"#))
    let result = await TestProgram(upstream).run(
      words: ["embed"] + words + TestProgram.serviceWords, input: input,
      environment: TestProgram.serviceEnvironment)
    #expect(
      result == TestProgram.Result(status: 0, output: "{\"id\":\"7\",\"embedding\":[0.5]}\n", errors: ""))
  }
}
