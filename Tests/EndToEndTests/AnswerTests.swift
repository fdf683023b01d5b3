import Testing

/// How an answer is printed, and what it is held against.
@Suite struct AnswerTests {
  @Test func asJSONItHasTheSameShapeForEveryAPI() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let expected = """
      {"text":"Once upon a time.","model":"sfdc_ai__DefaultOpenAIGPT4OmniMini",\
      "generation_id":"333127bd-2d5d-41e8-9781-59a1a18ed69f","id":"chatcmpl-9XTNy","finish_reason":"stop",\
      "usage":{"input_tokens":7,"output_tokens":5,"total_tokens":12},\
      "safety":{"is_detected":false,"scores":{"identity":2e-05,"hate":0.25}},"request_id":"req-7"}

      """
    expect(try await org.run("generate", "--json", "hello"), is: Told(0, expected, ""))
  }

  @Test(arguments: [
    Documents.generationBody,
    " {\n \"generation\" : { \"generatedText\" : \"\\u0041\" } , \"x\":1.0e-5 }\r\n\n",
  ])
  func rawItIsUntouched(_ body: String) async throws {
    let org = try Org([Documents.generations: [.answer(200, body)]])
    expect(try await org.run("generate", "--raw", "hello"), is: Told(0, body, ""))
  }

  @Test func jsonAndRawContradictEachOther() async throws {
    let org = try Org()
    let outcome = try await org.run("generate", "--raw", "--json", "hello")
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("--json and --raw cannot be used together"), "\(outcome.errors)")
  }

  @Test(arguments: ["content_filter", "SAFETY", "refusal"])
  func aFilteredAnswerIsMarked(_ reason: String) async throws {
    let org = try Org([Documents.generations: [Self.answer("", finish: reason)]])
    let warning = "sfmodels: warning: the answer was filtered by the service (\(reason))\n"
    expect(try await org.run("generate", "hello"), is: Told(0, "\n", warning))
  }

  @Test(arguments: ["length", "max_tokens"])
  func aTruncatedAnswerIsMarked(_ reason: String) async throws {
    let org = try Org([Documents.generations: [Self.answer("cut o", finish: reason)]])
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 0)
    #expect(outcome.output == "cut o\n")
    #expect(
      outcome.errors.contains("the answer is cut off") && outcome.errors.contains(reason), "\(outcome.errors)"
    )
  }

  struct Gate: Sendable {
    var quality: String
    var limit: String
    var exit: Int32
    var reason: String = ""
  }

  @Test(arguments: [
    Gate(
      quality: #"{"scanToxicity":{"isDetected":false,"categories":[{"categoryName":"hate","score":0.3}]}}"#,
      limit: "0.3", exit: 0),
    Gate(
      quality: #"{"scanToxicity":{"isDetected":false,"categories":[{"categoryName":"hate","score":0.31}]}}"#,
      limit: "0.3", exit: 6, reason: "hate 0.31"),
    Gate(
      quality: #"{"scanToxicity":{"isDetected":true,"categories":[]}}"#, limit: "1", exit: 6, reason: "toxic"),
    Gate(quality: #"{"scanToxicity":null}"#, limit: "1", exit: 6, reason: "no score"),
    Gate(quality: "null", limit: "1", exit: 6, reason: "no score"),
  ])
  func aGateLetsThroughOnlyWhatIsKnownToBeSafe(_ gate: Gate) async throws {
    let body = #"{"generation":{"generatedText":"text","contentQuality":\#(gate.quality)}}"#
    let org = try Org([Documents.generations: [.answer(200, body)]])
    let outcome = try await org.run("generate", "--max-toxicity", gate.limit, "hello")
    #expect(outcome.exit == gate.exit)
    #expect(outcome.output == "text\n")
    #expect(
      outcome.errors.contains(gate.reason) && outcome.errors.isEmpty == (gate.exit == 0), "\(outcome.errors)")
  }

  struct Fit: Sendable {
    var text: String
    var exit: Int32
    var path: String = ""
  }

  @Test(arguments: [
    Fit(text: #"{"name":"x","age":3}"#, exit: 0), Fit(text: #"{"name":"x"}"#, exit: 0),
    Fit(text: #"{"age":3}"#, exit: 1, path: "\n  /name: "),
    Fit(text: #"{"name":1}"#, exit: 1, path: "\n  /name: "),
    Fit(text: "[]", exit: 1, path: "\n  the whole: "),
    Fit(text: "Sure! Here it is", exit: 1, path: "\n  it is no JSON: "),
    Fit(text: "```json\n{\"name\":\"x\"}\n```", exit: 0),
  ])
  func aSchemaIsHeldAgainstTheAnswer(_ fit: Fit) async throws {
    let org = try Org([Documents.generations: [Self.answer(fit.text)]])
    let schema = try org.home.write(
      #"{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"age":{"type":"integer"}}}"#,
      to: "schema.json")
    let outcome = try await org.run("generate", "--schema", schema, "hello")
    #expect(outcome.exit == fit.exit)
    #expect(outcome.output == (fit.text.hasPrefix("```") ? #"{"name":"x"}"# : fit.text) + "\n")
    let note = "sfmodels: note: the API has no response formats: the schema is asked for in the prompt\n"
    #expect(outcome.errors.hasPrefix(note), "\(outcome.errors)")
    let rest = outcome.errors.dropFirst(note.count)
    #expect(fit.path.isEmpty || rest.contains(fit.path))
    #expect(rest.isEmpty == (fit.exit == 0), "\(outcome.errors)")
    #expect(
      org.server.requests.last?.body.contains("The object must be valid against this JSON Schema:") == true)
  }

  @Test func scoresAreShownWhenWanted() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let outcome = try await org.run("generate", "--show-safety", "hello")
    #expect(outcome.output == "Once upon a time.\n")
    #expect(outcome.errors.contains("hate 0.25"), "\(outcome.errors)")
  }

  @Test func aClosedOutputEndsQuietly() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    var call = org.call("generate", "hello")
    call.output = .closedPipe
    expect(try await call.run(), is: Told(0, "", ""))
  }

  @Test func aFullDiskIsSaid() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    var call = org.call("generate", "hello")
    call.output = .file("/dev/full")
    expect(
      try await call.run(),
      is: Told(1, "", "sfmodels: the result cannot be written: No space left on device\n"))
  }

  private static func answer(_ text: String, finish: String = "stop") -> Turn {
    let quoted = text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return .answer(
      200,
      #"{"generation":{"id":"g","generatedText":"\#(quoted)","parameters":{"finish_reason":"\#(finish)"}}}"#)
  }
}
