import Glibc
import Testing

/// Many rows: what the service refuses, what goes wrong, and where the results go.
@Suite struct RowTests {
  static func org(_ answer: @escaping @Sendable (WireRequest, Int) -> Turn? = { _, _ in nil }) throws -> Org {
    try Org { request, count in
      request.address == Documents.embeddings ? answer(request, count) ?? Vectors.turn(for: request) : nil
    }
  }

  @Test func aRefusedRowEndsInTheListAndItsBatchDoesNot() async throws {
    let org = try Self.org()
    let errors = org.home.path + "/errors.jsonl"
    let outcome = try await org.run(
      "embed", "--batch-size", "8", "--errors", errors, input: .text(Vectors.input(60)))
    #expect(outcome.exit == 7)
    #expect(outcome.output == Vectors.lines(60))
    let lines = try org.home.read(errors).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0] == #"{"row":5,"id":5,"error":{"message":"the row is empty","exit":1}}"#)
    for part in [#"{"row":7,"id":7,"text":"bad 7","error":{"#, #""status":400"#, #""detail":"too odd""#] {
      #expect(lines[1].contains(part), "\(lines[1])")
    }
    #expect(outcome.errors == "sfmodels: 4 of 60 rows were refused\n")
  }

  @Test func aBadDayLosesNothing() async throws {
    let org = try Self.org { _, count in
      switch count % 23 {
      case 3: Documents.error(429, "TOO_MANY", "slower")
      case 8: Documents.error(429, "TOO_MANY", "slower", headers: ["Retry-After: 0"])
      case 11: Documents.error(500, "INTERNAL", "oh")
      case 14: Turn(.reset)
      case 17: Turn(.silence)
      case 20: .raw("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 1000\n\n{\"embed")
      default: nil
      }
    }
    let outcome = try await org.run(
      "embed", "--batch-size", "2", "--timeout", "500ms", "-q", "--errors", org.home.path + "/e",
      input: .text(Vectors.input(200)))
    #expect(outcome.exit == 7)
    #expect(outcome.output == Vectors.lines(200))
  }

  @Test func inFormatsOfNamedFields() async throws {
    let org = try Self.org()
    let csv = try org.home.write("name,body\na,\"one,\ntwo\"\nb,\n,three\n", to: "rows.csv")
    let outcome = try await org.run(
      "embed", "--from", csv, "--id-field", "name", "--text-field", "body", "--format", "csv", "--keep-text",
      "-q")
    #expect(outcome.exit == 7)
    #expect(
      outcome.output == """
        id,text,embedding
        a,"one,
        two","\(Vectors.json("one,\ntwo"))"
        ,three,"\(Vectors.json("three"))"

        """)
    let lines = try org.home.write(
      #"{"text":"one"}"# + "\n" + #"{"id":"x","text":"two"}"# + "\n" + #"{"id":7,"text":3}"# + "\n",
      to: "r.jsonl")
    expect(
      try await org.run("embed", "--from", lines, "-q"),
      is: Told(
        7, Vectors.line(1, "one") + #"{"id":"x","embedding":\#(Vectors.json("two"))}"# + "\n",
        "sfmodels: row 3 (7) has something else than a string in field 'text'\nsfmodels: 1 of 3 rows was refused\n"
      ))
  }

  @Test func shardsShareAnInput() async throws {
    let org = try Self.org()
    let input = try org.home.write((1...7).map { "row \($0)\n" }.joined(), to: "in.txt")
    for number in 1...3 {
      let rows = (1...7).filter { ($0 - number) % 3 == 0 }
      expect(
        try await org.run("embed", "--from", input, "--shard", "\(number)/3", "-q"),
        is: Told(0, rows.map { Vectors.line($0, "row \($0)") }.joined(), ""))
    }
    // A job of an array may have nothing to do.
    let nothing = org.home.path + "/none.jsonl"
    expect(
      try await org.run("embed", "--from", input, "--shard", "9/9", "-o", nothing, "-q"), is: Told(0, "", ""))
    #expect(try org.home.read(nothing) == "")
  }

  @Test func aSummaryEndsAJob() async throws {
    let org = try Self.org()
    let outcome = try await org.run("embed", "-o", org.home.path + "/v", input: .text("a\nb\nc\n"))
    #expect(outcome.errors.hasPrefix("sfmodels: note: 3 rows, 1 request, 0 retries, 3 tokens, "))
    #expect(outcome.output == "")
  }

  @Test(
    arguments: [
      ([], 4, "the rate limit is reached", 429), ([], 1, "the service failed", 500),
      ([], 5, "the service is not available", 503), ([], 3, "the org does not permit this request", 403),
      (["-o", "v"], 1, "the org has no model", 404),
    ] as [([String], Int32, String, Int)])
  func aServiceThatDoesNotAnswerEndsTheRun(
    _ words: [String], _ exit: Int32, _ said: String, _ status: Int
  ) async throws {
    let org = try Self.org { _, _ in Documents.error(status, "NO", "no") }
    var call = org.call("embed", "--retries", "1")
    call.words += words.map { $0 == "v" ? org.home.path + "/v" : $0 }
    call.input = .text(Vectors.input(100))
    let outcome = try await call.run()
    #expect(outcome.exit == exit)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(said), "\(outcome.errors)")
    // What has not come to a single row leaves nothing that looks begun.
    #expect(try org.home.files().filter { $0.hasPrefix("v") } == [])
  }

  @Test func refusedRowsMayGoNowhere() async throws {
    let org = try Self.org()
    let file = org.home.path + "/v"
    let outcome = try await org.run("embed", "-q", "-o", file, "--errors", "/dev/null", input: .text("a\n\n"))
    expect(outcome, is: Told(7, "", "sfmodels: 1 of 2 rows was refused\n"))
    #expect(try org.home.read(file) == Vectors.line(1, "a"))
  }

  @Test(arguments: ["v", "v.partial", "v.progress", "in.txt"])
  func theListOfRefusedRowsWritesOverNothing(_ name: String) async throws {
    let org = try Self.org()
    let input = try org.home.write("a\n\n", to: "in.txt")
    let outcome = try await org.run(
      "embed", "--from", input, "-o", org.home.path + "/v", "--errors", org.home.path + "/" + name, "--force")
    #expect(outcome.exit == 2)
    #expect(outcome.errors.hasPrefix("sfmodels: --errors: '"), "\(outcome.errors)")
    #expect(try org.home.read(input) == "a\n\n")
    #expect(try org.home.files().filter { $0.hasPrefix("v") } == [])
  }

  @Test func whatIsMadeOfNothing() async throws {
    let org = try Self.org()
    let file = org.home.path + "/v"
    let outcome = try await org.run("embed", "-o", file, "--from", try org.home.write("", to: "empty"))
    #expect(outcome.exit == 2)
    #expect(try org.home.files().filter { $0.hasPrefix("v") } == [])
  }

  @Test func aFullDiskIsNamed() async throws {
    let org = try Self.org()
    var call = org.call("embed", "a")
    call.output = .file("/dev/full")
    let outcome = try await call.run()
    #expect(outcome.exit == 1)
    #expect(outcome.errors == "sfmodels: the result cannot be written: No space left on device\n")
    let named = try await org.run("embed", "-o", "/dev/full", "a")
    #expect(named.exit == 1)
    #expect(named.errors.contains("No space left on device"))
    #expect(access("/dev/full.partial", F_OK) != 0)
  }

  @Test func aFileThatCannotBeWrittenIsNamed() async throws {
    let org = try Self.org()
    let path = org.home.path + "/none/v"
    let outcome = try await org.run("embed", "-o", path, "a")
    #expect(outcome.exit == 1)
    #expect(outcome.errors == "sfmodels: cannot write '\(path).partial': No such file or directory\n")
    #expect(org.server.requests.count == 0)
  }
}
