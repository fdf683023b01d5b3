import TestSupport
import Testing
import Wire

/// What people really have as inputs of rows.
struct RowInputTests {
  private func embed(_ folder: TemporaryFolder, _ name: String, _ words: [String] = []) async
    -> TestProgram.Result
  {
    await TestProgram().run(
      words: ["embed", "--emulator", "-q", "--from", "\(folder.path)/\(name)"] + words)
  }

  private func ids(_ output: String) -> [String] {
    output.split(separator: "\n").map { String($0.prefix { $0 != "," }) }
  }

  @Test(arguments: ["in.csv.gz", "in.csv", "IN.CSV.GZ"])
  func archivesAreReadThrough(_ name: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Archive.gzip("id,text\n7,a\n8,b\n"), to: name)
    let result = await embed(folder, name)
    #expect(result.status == 0, "\(result.errors)")
    #expect(ids(result.output) == [#"{"id":"7""#, #"{"id":"8""#])
  }

  @Test func anArchiveThatIsCutEndsWithoutAFile() async throws {
    let folder = try TemporaryFolder()
    let bytes = Archive.gzip("id,text\n7,a\n8,b\n")
    try folder.write(bytes.dropLast(5), to: "in.csv.gz")
    let result = await embed(folder, "in.csv.gz", ["-o", "\(folder.path)/out.jsonl"])
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("sfmodels: the input is an archive that is cut off or damaged\n"))
    #expect(try !folder.names().contains("out.jsonl"))
  }

  @Test(arguments: [
    ("jsonl", "{\"text\":\"a\"}\n{\"text\":\n", #""line":"{\"text\":""#),
    ("csv", "id,text\n1,a\n2,b,c\n", #""line":"2,b,c""#),
    ("csv", "id,text\n1,a\n2,\"b\n", #""line":"2,\"b""#),
    ("json", "[{\"text\":\"a\"},{\"text\" 1}]", #""line":"#),
    ("jsonl", "{\"text\":\"a\"}\n[1]\n", #""line":"[1]""#),
  ])
  func aBrokenLineIsKeptWithItsReason(_ ending: String, _ input: String, _ kept: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(input, to: "in.\(ending)")
    let result = await embed(folder, "in.\(ending)", ["--errors", "\(folder.path)/errors.jsonl"])
    #expect(result.status == 7)
    let errors = try folder.text(of: "errors.jsonl")
    #expect(errors.contains(kept), "\(errors)")
    #expect(try JSONValue(decoding: errors)["error"]?["message"] != nil)
  }

  @Test(arguments: [("v.csv", []), ("v", []), ("v.csv", ["--keep-text"])])
  func vectorsForPostgreSQLAreATable(_ name: String, _ words: [String]) async throws {
    let folder = try TemporaryFolder()
    try folder.write("id,text\n7,a\n", to: "in.csv")
    let path = "\(folder.path)/\(name)"
    let result = await embed(folder, "in.csv", ["--format", "pgvector-csv", "-o", path] + words)
    #expect(result == TestProgram.Result(status: 0, output: "", errors: ""))
    let lines = try folder.text(of: name).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].contains(/^7,(a,)?"\[-?[0-9.e,-]+\]"$/))
  }
}

/// Many texts that are looked for at once.
struct SimilarRowsTests {
  private func vectors(_ format: String) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/vectors.\(format)"
    let made = await TestProgram().run(
      words: ["embed", "--emulator", "-q", "-o", file] + (format == "npy" ? [] : ["--keep-text"]),
      input: "cat\na small dog\ninvoices\n")
    #expect(made.status == 0)
    try folder.write("id,text\nq1,a small dog\nq2,\nq3,cat\n", to: "q.csv")
    return folder
  }

  @Test(arguments: ["jsonl", "json", "csv", "npy"])
  func eachLineBeginsWithItsQuery(_ format: String) async throws {
    let folder = try await vectors(format)
    let result = await TestProgram().run(
      "similar", "--emulator", "--from", "\(folder.path)/q.csv", "--in", "\(folder.path)/vectors.\(format)",
      "-k", "1",
      "--min-score", "0.99")
    #expect(result.status == 7)
    #expect(result.errors == "sfmodels: row 2 (\"q2\") is empty\nsfmodels: 1 of 3 rows was refused\n")
    let fields = result.output.split(separator: "\n").map {
      $0.split(separator: "  ").prefix(3).map(String.init)
    }
    #expect(fields == [["q1", "1.0000", "2"], ["q3", "1.0000", "1"]])
  }

  @Test func asJSONEachObjectHasItsQuery() async throws {
    let folder = try await vectors("jsonl")
    let result = await TestProgram().run(
      "similar", "--emulator", "--from", "-", "--in", "\(folder.path)/vectors.jsonl", "-k", "2", "--json",
      input: "cat\ninvoices\n")
    #expect(result.status == 0)
    let objects = try result.output.split(separator: "\n").map { try JSONValue(decoding: String($0)) }
    #expect(objects.map { $0["query"] } == [1, 1, 2, 2])
    #expect(objects.map { $0["id"] }.first == 1 && objects[2]["id"] == 3)
  }

  @Test(arguments: [
    (["x", "--from", "-"], "--from and TEXT cannot be used together"),
    (["x", "--text-field", "a"], "--text-field: it is for rows: --from"),
    (
      ["--from", "-", "--id-field", "a"], "--id-field: only rows of JSON and CSV have fields: --input-format"
    ),
    (["x", "--min-score", "2"], "option '--min-score': '2' is not a number from -1 to 1"),
  ])
  func mistakesAreSaid(_ words: [String], _ message: String) async {
    let result = await TestProgram(ScriptedService()).run(
      words: ["similar", "--in", "/nowhere"] + words + TestProgram.serviceWords, input: "x\n",
      environment: TestProgram.serviceEnvironment)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: \(message)"), "\(result.errors)")
  }

  @Test func onlyWhatIsSimilarEnoughIsPrinted() async throws {
    let folder = try await vectors("jsonl")
    let result = await TestProgram().run(
      "similar", "--emulator", "cat", "--in", "\(folder.path)/vectors.jsonl", "--min-score", "0.999")
    #expect(result == TestProgram.Result(status: 0, output: "1.0000  1  cat\n", errors: ""))
  }
}

/// Bytes as gzip writes them, stored and not packed.
enum Archive {
  static func gzip(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    let length = UInt16(bytes.count)
    let block =
      [1, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)] + bytes
    return head + block + little(crc(bytes)) + little(UInt32(bytes.count))
  }

  private static func little(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// CRC-32 as in RFC 1952 §8.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }
}
