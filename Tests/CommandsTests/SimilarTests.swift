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
}
