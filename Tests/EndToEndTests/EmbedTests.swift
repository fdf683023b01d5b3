import Testing

/// Texts to vectors: operands and small inputs.
@Suite struct EmbedTests {
  struct Texts: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String] = []
    var input: Call.Input = .nothing
    /// What the service is sent.
    var texts: String
    var count: Int

    var testDescription: String { name }
  }

  @Test(arguments: [
    Texts(
      name: "operands", words: ["one", "two words"], input: .text("not read"), texts: #""one","two words""#,
      count: 2),
    Texts(name: "lines", input: .text("one\ntwo\n"), texts: #""one","two""#, count: 2),
    Texts(name: "a last line without end", input: .text("one\ntwo"), texts: #""one","two""#, count: 2),
    Texts(name: "lines of Windows", input: .text("\u{FEFF}one\r\ntwo\r\n"), texts: #""one","two""#, count: 2),
    Texts(name: "NUL", words: ["-0"], input: .text("a\nb\0c\0"), texts: #""a\nb","c""#, count: 2),
    Texts(name: "the whole", words: ["--whole"], input: .text("a\nb\n"), texts: #""a\nb\n""#, count: 1),
  ])
  func textsArePutTogether(_ texts: Texts) async throws {
    let org = try Org([Documents.embeddings: [Documents.embeddings(texts.count)]])
    var call = org.call("embed")
    call.words += texts.words
    call.input = texts.input
    let rows = [
      #"{"id":1,"embedding":[0.1,1.0e-5,-0.250]}"#, #"{"id":2,"embedding":[0.2,1.0e-5,-0.250]}"#,
    ]
    let expected = rows.prefix(texts.count).map { $0 + "\n" }.joined()
    expect(try await call.run(), is: Told(0, expected, ""))
    #expect(org.server.requests.last?.body == #"{"input":[\#(texts.texts)]}"#)
  }

  @Test func filesAreNamedByTheirNames() async throws {
    let org = try Org([Documents.embeddings: [Documents.embeddings(1)]])
    let file = try org.home.write("all of it\n", to: "text.txt")
    let expected = #"{"id":"\#(file)","text":"all of it\n","embedding":[0.1,1.0e-5,-0.250]}"# + "\n"
    expect(try await org.run("embed", "--keep-text", "-f", file), is: Told(0, expected, ""))
  }

  @Test func anEmptyFileIsNamedByItsName() async throws {
    let org = try Org()
    let file = try org.home.write("", to: "text.txt")
    let outcome = try await org.run("embed", "-f", file)
    expect(
      outcome,
      is: Told(
        1, "", "sfmodels: row 1 (\"\(file)\") is empty\nsfmodels: 1 of 1 row was refused\n"))
  }

  @Test func asJSONItIsOneArray() async throws {
    let org = try Org([Documents.embeddings: [Documents.embeddings(1).always]])
    let outcome = try await org.run("embed", "--format", "json", "--batch-size", "1", "a", "b")
    #expect(
      outcome.told
        == Told(
          0,
          """
          [
          {"id":1,"embedding":[0.1,1.0e-5,-0.250]},
          {"id":2,"embedding":[0.1,1.0e-5,-0.250]}
          ]

          """, ""))
  }

  @Test func sixteenTextsGoIntoARequest() async throws {
    let org = try Org([
      Documents.embeddings: [Documents.embeddings(16), Documents.embeddings(16), Documents.embeddings(3)]
    ])
    let lines = (1...35).map { "text \($0)\n" }
    // One after another, for the answers are prepared in this order.
    let outcome = try await org.run("embed", "--concurrency", "1", input: .text(lines.joined()))
    #expect(outcome.exit == 0)
    #expect(outcome.output.split(separator: "\n").count == 35)
    let sizes = org.server.requests(to: Documents.embeddings).map { $0.body.split(separator: #"","#).count }
    #expect(sizes == [16, 16, 3])
  }

  @Test func vectorsAreOrderedByTheirIndex() async throws {
    let body = #"{"embeddings":[{"embedding":[2],"index":1},{"embedding":[1],"index":0}]}"#
    let org = try Org([Documents.embeddings: [.answer(200, body)]])
    expect(
      try await org.run("embed", "a", "b"),
      is: Told(0, "{\"id\":1,\"embedding\":[1]}\n{\"id\":2,\"embedding\":[2]}\n", ""))
  }

  @Test(arguments: [
    #"{"embedding":[NaN],"index":0}"#, #"{"embedding":[null],"index":0}"#, #"{"embedding":null,"index":0}"#,
    #"{"embedding":[],"index":0}"#, #"{"embedding":[-Infinity],"index":0}"#,
    #"{"embedding":["1"],"index":0}"#,
    #"{"index":0}"#, "null", "",
  ])
  func aVectorThatIsNoneIsRefusedAloneAndTheOthersStay(_ none: String) async throws {
    let good = #"{"embedding":[1],"index":0}"#
    let bodies = [
      [good, none.replacing("0}", with: "1}")].filter { !$0.isEmpty }.joined(separator: ","), good, none,
    ]
    let turns = bodies.map { Turn.answer(200, #"{"embeddings":[\#($0)]}"#) }
    let org = try Org([Documents.embeddings: turns])
    let outcome = try await org.run("embed", "--concurrency", "1", "a", "b")
    #expect(outcome.exit == 7)
    #expect(outcome.output == "{\"id\":1,\"embedding\":[1]}\n")
    #expect(outcome.errors.hasPrefix("sfmodels: row 2: "), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("sfmodels: 1 of 2 rows was refused\n"), "\(outcome.errors)")
  }

  /// Of another kind: no row is to blame for it, and none would fare better.
  @Test(arguments: ["{}", "<html>", #"{"vectors":[[1],[2]]}"#])
  func anAnswerOfAnotherShapeEndsTheRun(_ body: String) async throws {
    let org = try Org([Documents.embeddings: [.answer(200, body)]])
    let outcome = try await org.run("embed", "a", "b")
    #expect(outcome.exit == 1)
    #expect(outcome.output == "")
    #expect(org.server.requests(to: Documents.embeddings).count == 1)
  }

  @Test func badRowsAreNamedAndTheOthersDone() async throws {
    let org = try Org([Documents.embeddings: [Documents.embeddings(2)]])
    let outcome = try await org.run(
      "embed", input: .bytes(Array("one\n\n".utf8) + [0x61, 0xFF] + Array("\nfour\n".utf8)))
    #expect(outcome.exit == 7)
    #expect(
      outcome.output
        == "{\"id\":1,\"embedding\":[0.1,1.0e-5,-0.250]}\n{\"id\":4,\"embedding\":[0.2,1.0e-5,-0.250]}\n")
    for words in ["row 2 is empty", "row 3 is not UTF-8 (byte 2", "2 of 4 rows"] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(org.server.requests.last?.body == #"{"input":["one","four"]}"#)
  }

  @Test func whenNoRowIsGoodNothingIsSent() async throws {
    let org = try Org()
    let outcome = try await org.run("embed", input: .text("\n\n"))
    #expect(outcome.exit == 1)
    #expect(outcome.output == "")
    #expect(org.server.requests.count == 0)
  }

  @Test(arguments: [Call.Input.text(""), .nothing, .closed])
  func withoutTextsNothingIsSent(_ input: Call.Input) async throws {
    let org = try Org()
    let outcome = try await org.run("embed", input: input)
    #expect(outcome.exit == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("sfmodels: there is nothing to do: "), "\(outcome.errors)")
    #expect(org.server.requests.count == 0)
  }

  @Test func whatWasDoneBeforeAFaultIsPrinted() async throws {
    let org = try Org([
      Documents.embeddings: [Documents.embeddings(1), Documents.error(400, "BAD_ARGUMENT", "too odd")]
    ])
    let outcome = try await org.run("embed", "--batch-size", "1", "--concurrency", "1", "a", "b")
    #expect(outcome.exit != 0)
    #expect(outcome.output == "{\"id\":1,\"embedding\":[0.1,1.0e-5,-0.250]}\n")
    #expect(outcome.errors.contains("too odd"))
  }

  @Test func aClosedOutputIsCutOff() async throws {
    let org = try Org([Documents.embeddings: [Documents.embeddings(1).always]])
    var call = org.call("embed", "--batch-size", "1", "a", "b")
    call.output = .closedPipe
    expect(try await call.run(), is: Told(141, "", ""))
  }
}
