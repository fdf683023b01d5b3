import FileSystem
import Glibc
import TestSupport
import Testing

/// `similar` with streams and a network of its own, over files that `embed` has made.
struct SimilarTests {
  private let folder: TemporaryFolder
  private let file: String

  init() async throws {
    folder = try TemporaryFolder()
    file = folder.path + "/vectors.jsonl"
    let made = await TestProgram().run(
      "embed", "--emulator", "--keep-text", "--", "cat", "a small dog", "dog\nand more")
    try folder.write(made.output, to: "vectors.jsonl")
  }

  @Test func theNearestComeFirst() async {
    let result = await TestProgram().run(
      "similar", "--emulator", "a", "small", "dog", "--in", file, "-k", "2")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "1.0000  2  a small dog")
    #expect(lines.count == 2)
  }

  @Test func aTextOfSeveralLinesTakesOne() async {
    let result = await TestProgram().run(
      "similar", "--emulator", "--in", file, "-k", "1", input: "dog\nand more\n")
    #expect(result == .init(status: 0, output: "1.0000  3  dog and more\n", errors: ""))
  }

  @Test func asJSONEveryRowIsAnObject() async {
    let result = await TestProgram().run("similar", "--emulator", "--json", "-k", "1", "cat", "--in", file)
    #expect(result.output.hasPrefix("{\"score\":"))
    #expect(result.output.hasSuffix(",\"id\":1,\"text\":\"cat\"}\n"))
  }

  @Test func aMatrixKnowsItsIDs() async throws {
    let matrix = folder.path + "/vectors.npy"
    try folder.write("id,text\nx,cat\ny,a small dog\n", to: "texts.csv")
    let made = await TestProgram().run(
      "embed", "--emulator", "-q", "--from", folder.path + "/texts.csv", "--format", "npy", "-o", matrix)
    #expect(made == .init(status: 0, output: "", errors: ""))
    let result = await TestProgram().run("similar", "--emulator", "a small dog", "--in", matrix, "-k", "1")
    #expect(result == .init(status: 0, output: "1.0000  y\n", errors: ""))
  }

  @Test func vectorsOfAnotherModelAreRefused() async throws {
    try folder.write("{\"embedding\":[1,2,3]}\n", to: "other.jsonl")
    let result = await TestProgram().run("similar", "--emulator", "x", "--in", folder.path + "/other.jsonl")
    #expect(result.status == 2)
    #expect(result.errors.contains("have 3 dimensions (row 1), the text's vector has"))
    #expect(result.errors.contains("hint: use the model that made the file: --model"))
  }

  @Test(arguments: [
    (["x"], "sfmodels: --in must name a file of vectors\n"),
    (["--in", "FILE"], "sfmodels: there is nothing to look for\n"),
    ([" ", " ", "--in", "FILE"], "sfmodels: there is nothing to look for\n"),
    (["x", "--in", "/nowhere"], "sfmodels: cannot read '/nowhere': No such file or directory\n"),
  ])
  func whatIsMissingIsNamed(_ words: [String], _ message: String) async {
    let words = words.map { $0 == "FILE" ? file : $0 }
    let result = await TestProgram().run(words: ["similar", "--emulator"] + words)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix(message))
  }

  @Test func theTextGoesTheWayOfEmbed() async {
    let result = await TestProgram().run(
      "similar", "--dry-run", "a", "b", "--in", file, "-m", "M", "--locale", "de_DE")
    #expect(result.output.contains("/models/M/embeddings\n"))
    #expect(result.output.hasSuffix("{\"input\":[\"a b\"],\"localization\":{\"defaultLocale\":\"de_DE\"}}\n"))
  }

  @Test(arguments: ["jsonl", "json", "csv", "npy"], ["jsonl", "json", "csv"])
  func everyTextOfManyIsLookedForInEachFormat(_ vectors: String, _ queries: String) async throws {
    let ids = Array(1...40)
    let texts = ids.map { "\($0) \(["cat", "house", "invoice", "rain"][$0 % 4])" }
    try folder.write(texts.joined(separator: "\n"), to: "texts.txt")
    let file = "\(folder.path)/many.\(vectors)"
    let made = await TestProgram().run(
      "embed", "--emulator", "-q", "--from", folder.path + "/texts.txt", "--format", vectors, "-o", file)
    #expect(made == .init(status: 0, output: "", errors: ""))
    let rows = zip(ids, texts).map { (json: "{\"id\":\($0),\"text\":\"\($1)\"}", csv: "\($0),\($1)") }
    let input =
      switch queries {
      case "json": "[" + rows.map(\.json).joined(separator: ",\n") + "]"
      case "csv": "id,text\n" + rows.map(\.csv).joined(separator: "\n")
      default: rows.map(\.json).joined(separator: "\n")
      }
    try folder.write(input, to: "queries.\(queries)")
    let result = await TestProgram().run(
      "similar", "--emulator", "--from", "\(folder.path)/queries.\(queries)", "--in", file, "-k", "1")
    let found = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(found == ids.map { ["\($0)", "1.0000", "\($0)"] })
    #expect(result.status == 0 && result.errors == "")
  }

  @Test func aPipeIsReadForNoMoreTextsThanOneRequestHas() async throws {
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let writer = try OpenFile(writing: pipe)
    try writer.append(folder.bytes(of: "vectors.jsonl"))
    let result = await TestProgram().run(
      "similar", "--emulator", "--from", "-", "--in", pipe, input: String(repeating: "cat\n", count: 17))
    #expect(
      result
        == .init(
          status: 2, output: "",
          errors: """
            sfmodels: '\(pipe)' is a pipe, which can be read only once, and there are more than 16 texts to look for
              hint: write the vectors to a file first, and name it with --in

            """))
    withExtendedLifetime(writer) {}
  }

  @Test func whatPointsNowhereIsOneRefusedRow() async throws {
    let vectors = ["[1,0]", "[0,0]", "[0,1]"].enumerated().map {
      "{\"index\":\($0.offset),\"embedding\":\($0.element)}"
    }
    let service = ScriptedService(
      .json("{\"embeddings\":[\(vectors.joined(separator: ","))],\"parameters\":{}}"))
    try folder.write(#"{"id":"x","embedding":[1,0]}"# + "\n", to: "v.jsonl")
    let result = await TestProgram(service).run(
      words: ["similar", "--from", "-", "--in", folder.path + "/v.jsonl"] + TestProgram.serviceWords,
      input: "east\nnowhere\nnorth\n", environment: TestProgram.serviceEnvironment)
    #expect(
      result
        == .init(
          status: 7, output: "1  1.0000  x\n3  0.0000  x\n",
          errors: """
            sfmodels: row 2: the service's vector for the text has no length, so nothing is near to it
            sfmodels: 1 of 3 rows was refused

            """))
  }

  @Test func aTextThatTheServiceRefusesIsOneRefusedRow() async throws {
    let refusal = ScriptedService.Reply.answer(status: 400, #"{"errorCode":"BAD_REQUEST","message":"No."}"#)
    let vector = ScriptedService.Reply.json(
      #"{"embeddings":[{"index":0,"embedding":[1,0]}],"parameters":{}}"#)
    try folder.write(#"{"id":"x","embedding":[1,0]}"# + "\n", to: "v.jsonl")
    let result = await TestProgram(ScriptedService(refusal, vector, refusal, vector)).run(
      words: ["similar", "--from", "-", "--in", folder.path + "/v.jsonl"] + TestProgram.serviceWords,
      input: "one\ntwo\nthree\n", environment: TestProgram.serviceEnvironment)
    #expect(result.status == 7 && result.output == "1  1.0000  x\n3  1.0000  x\n", "\(result)")
    #expect(result.errors.hasPrefix("sfmodels: row 2: ") && result.errors.contains("No."), "\(result.errors)")
  }
}
