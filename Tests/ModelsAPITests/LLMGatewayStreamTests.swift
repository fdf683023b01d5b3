import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

/// The gateway's streams as they stand on the wire, each cut at every byte.
struct LLMGatewayStreamTests {
  /// What a stream told, and how it ended.
  struct Told: Equatable {
    var events: [ReplyEvent] = []
    var failure: ModelsFailure?
  }

  private func told(_ pieces: [[UInt8]], model: ModelName) async throws -> Told {
    let request = ChatRequest(model: model, .prompt("Hello"))
    var told = Told()
    do {
      var stream = try await ModelsClient(ScriptedService([.stream(pieces)]), speaking: LLMGateway()).stream(
        request)
      #expect(stream.requestID == "r-1")
      while let events = try await stream.next() {
        #expect(!events.isEmpty)
        told.events += events
      }
      #expect(try await stream.next() == nil)
    } catch let failure as ModelsFailure {
      told.failure = failure
    }
    return told
  }

  private func expect(
    _ stream: String, tells events: [ReplyEvent], failing failure: ModelsFailure? = nil,
    model: ModelName = "m",
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let wire = bytes(stream)
    let expected = Told(events: events, failure: failure)
    #expect(try await told([wire], model: model) == expected, sourceLocation: place)
    #expect(
      try await told(wire.map { [$0] }, model: model) == expected, "byte by byte", sourceLocation: place)
    for cut in wire.indices {
      let pieces = [Array(wire[..<cut]), Array(wire[cut...])]
      #expect(try await told(pieces, model: model) == expected, "cut at \(cut)", sourceLocation: place)
    }
  }

  @Test func readsTheAccountOfTokensBeforeTheirText() async throws {
    try await expect(
      #"""
      data: {"generation_details":{"generations":[{"content":"a","log_probability_result":{"content":[{"token":"a"}]}}]}}

      data: {"generation_details":{"generations":[{"content":"b","parameters":{"finish_reason":"stop","logprobs":{"content":[1]}}}]}}

      data: [DONE]


      """#,
      tells: [
        .logProbabilities(["content": [["token": "a"]]]), .text("a"), .logProbabilities(["content": [1]]),
        .text("b"), .finished(FinishReason("stop")),
      ])
  }

  @Test func readsACompletionWithScores() async throws {
    try await expect(
      #"""
      event: generation
      data: {"id":"chatcmpl-x","generations":[{"id":"g1","text":"Hel","parameters":{"finish_reason":null,"refusal":null,"index":0,"logprobs":null},"generation_safety_score":null,"generation_content_quality":null}],"prompt":null,"input_safety_score":null,"input_bias_score":null,"parameters":{"provider":"openai","created":1748620440,"model":"gpt-4o-mini-2024-07-18","system_fingerprint":"fp_x","object":"chat.completion.chunk"}}

      event: generation
      data: {"id":"chatcmpl-x","generations":[{"id":"g1","text":"lo","parameters":{"finish_reason":"stop"}}],"parameters":{"model":"gpt-4o-mini-2024-07-18"}}

      event: generation
      data: [DONE]

      event: scoringStarted
      data: {}

      event: scores
      data: {"id":"chatcmpl-x","generations":[{"id":"g1","text":"Hello","parameters":{},"generation_safety_score":{"severity_level":null,"safety_score":0.9999987,"category_scores":{"toxicity":0.0,"hate":1e-7}},"generation_content_quality":{"is_toxicity_detected":false,"is_bias_detected":null,"bias_score":null}}],"prompt":null,"parameters":null}

      event: scoringCompleted
      data: {}


      """#,
      tells: [
        .exchange(id: "chatcmpl-x"), .generation(id: "g1"), .model("gpt-4o-mini-2024-07-18"), .text("Hel"),
        .text("lo"), .finished(FinishReason("stop")),
        .safety(
          Safety(
            isDetected: false,
            scores: [
              Safety.Score("toxicity", 0), Safety.Score("hate", 1e-7), Safety.Score("unsafe", 1.3e-6),
            ])),
      ])
  }

  @Test func readsAConversation() async throws {
    try await expect(
      #"""
      data: {"id":"c","generation_details":{"generations":[{"id":"g","role":"assistant","content":"","parameters":{"finish_reason":null}}]}}

      event: generation
      data: {"id":"c","generation_details":{"generations":[{"id":"g","role":"assistant","content":"Grüße 👋🏽","parameters":{"finish_reason":null}}]}}

      event: data
      data: {"id":"c","generation_details":{"generations":[{"id":"g","content":"!","parameters":{"finish_reason":"end_turn"}}],"parameters":{"usage":null}}}

      data: {"id":"c","generation_details":{"generations":[],"parameters":{"usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}}}

      data: DONE


      """#,
      tells: [
        .exchange(id: "c"), .generation(id: "g"), .text("Grüße 👋🏽"), .text("!"),
        .finished(FinishReason("end_turn")), .usage(Usage(inputTokens: 3, outputTokens: 2, totalTokens: 5)),
      ])
  }

  @Test(arguments: ["\r\n", "\r"])
  func readsEveryKindOfLineEnd(_ end: String) async throws {
    let stream =
      ": hello\nevent: generation\ndata: \(Self.frame("Hi"))\n\nevent: generation\ndata: [DONE]\n\n"
    try await expect(stream.replacing("\n", with: end), tells: [.text("Hi")])
  }

  private static func frame(_ text: String, finish: String = "null") -> String {
    #"{"generation_details":{"generations":[{"content":"\#(text)","parameters":{"finish_reason":\#(finish)}}]}}"#
  }

  @Test(
    arguments: [
      // Every way to end well.
      ("data: \(frame("a"))\n\ndata: [DONE]\n\n", [.text("a")]),
      ("data: \(frame("a"))\n\nevent: generation\ndata: DONE\n\n", [.text("a")]),
      ("data: \(frame("a", finish: #""stop""#))\n\n", [.text("a"), .finished(FinishReason("stop"))]),
      // Text behind the end is a repetition; facts are not.
      ("data: [DONE]\n\ndata: \(frame("a"))\n\n", []),
      (
        "data: [DONE]\n\ndata: {\"parameters\":{\"usage\":{\"total_tokens\":5}}}\n\n",
        [.usage(Usage(totalTokens: 5))]
      ),
      // What nobody knows says nothing.
      ("event: ping\ndata: \(frame("x"))\n\nevent: note\ndata: not json\n\ndata: [DONE]\n\n", []),
      ("event: scoringStarted\ndata: \(frame("x"))\n\nevent: scores\ndata: {}\n\ndata: [DONE]\n\n", []),
      ("data: {}\n\ndata: []\n\ndata: 7\n\ndata: [DONE]\n\n", []),
      // The last counts hold; Salesforce's own models count at the generation.
      (
        """
        data: {"generations":[{"text":"a","parameters":{"prompt_tokens":4,"generated_tokens":1}}]}

        data: {"generations":[{"text":"b","parameters":{"prompt_tokens":4,"generated_tokens":2,"finish_reason":"eos_token"}}]}


        """,
        [
          .usage(Usage(inputTokens: 4, outputTokens: 1, totalTokens: 5)), .text("a"),
          .usage(Usage(inputTokens: 4, outputTokens: 2, totalTokens: 6)), .text("b"),
          .finished(FinishReason("eos_token")),
        ]
      ),
      (
        "data: {\"input_safety_score\":{\"category_scores\":{\"hate\":0.5}}}\n\ndata: [DONE]\n\n",
        [.inputSafety(Safety(isDetected: nil, scores: [Safety.Score("hate", 0.5)]))]
      ),
    ] as [(String, [ReplyEvent])])
  func tellsWhatItReads(_ stream: String, _ events: [ReplyEvent]) async throws {
    try await expect(stream, tells: events)
  }

  @Test(arguments: [
    "", ": nothing\n\n", "event: generation\n\n", "data: {\"half\":", "event: scoringStarted\ndata: {}\n\n",
  ])
  func callsAStreamWithoutAnEndCut(_ stream: String) async throws {
    try await expect(stream, tells: [], failing: .cutStream(requestID: "r-1"))
  }

  @Test func keepsWhatCameBeforeTheCut() async throws {
    try await expect(
      "data: \(Self.frame("a"))\n\ndata: \(Self.frame("b"))\n", tells: [.text("a")],
      failing: .cutStream(requestID: "r-1"))
  }

  @Test(arguments: [
    (
      #"event: error\#ndata: {"errorCode":"LIMIT_EXCEEDED","messageCode":"E1","message":"Too many"}"#,
      Refusal(
        status: 200, errorCode: "LIMIT_EXCEEDED", messageCode: "E1", message: "Too many", requestID: "r-1")
    ),
    (
      #"event: error\#ndata: {"error_code":"INTERNAL_ERROR"}"#,
      Refusal(status: 200, errorCode: "INTERNAL_ERROR", requestID: "r-1")
    ),
    ("event: error\ndata: it broke", Refusal(status: 200, message: "it broke", requestID: "r-1")),
    (
      #"data: {"errorCode":"INTERNAL_ERROR","message":"no"}"#,
      Refusal(status: 200, errorCode: "INTERNAL_ERROR", message: "no", requestID: "r-1")
    ),
    (#"data: {"error":{"message":"no"}}"#, Refusal(status: 200, message: "no", requestID: "r-1")),
  ])
  func reportsAnErrorAfterWhatCame(_ error: String, _ refusal: Refusal) async throws {
    try await expect(error + "\n\n", tells: [], failing: .brokenStream(refusal))
    try await expect(
      "data: \(Self.frame("a"))\n\n\(error)\n\ndata: \(Self.frame("b"))\n\n", tells: [.text("a")],
      failing: .brokenStream(refusal))
  }

  @Test func takesNoEmptyErrorForOne() async throws {
    try await expect(
      #"data: {"error":null,"errorCode":null,"generations":[{"text":"a"}]}"# + "\n\ndata: [DONE]\n\n",
      tells: [.text("a")])
  }

  @Test func saysWhereAFrameIsNoJSON() async throws {
    try await expect(
      "data: \(Self.frame("a"))\n\ndata: {\"id\"\n\n", tells: [.text("a")],
      failing: .notJSON(JSONError(.unexpectedEnd, at: 5), requestID: "r-1"))
  }

  private static func call(_ calls: String, finish: String = "null") -> String {
    #"data: {"generation_details":{"generations":[{"content":"","tool_invocations":[\#(calls)],"#
      + #""parameters":{"finish_reason":\#(finish)}}]}}"# + "\n\n"
  }

  private static let done = "data: [DONE]\n\n"

  @Test(
    arguments: [
      // By index, in fragments whose ids and names are told once.
      (
        call(#"{"id":"a","index":0,"function":{"name":"f","arguments":""}}"#)
          + call(#"{"id":"","index":0,"function":{"name":"","arguments":"{\"x\":"}}"#)
          + call(#"{"index":0,"function":{"arguments":"1}"}}"#)
          + call(#"{"id":"b","index":1,"function":{"name":"g","arguments":"{}"}}"#, finish: #""tool_calls""#),
        [
          ToolCall(id: "a", name: "f", arguments: #"{"x":1}"#), ToolCall(id: "b", name: "g", arguments: "{}"),
        ]
      ),
      // By position.
      (
        call(
          #"{"id":"a","function":{"name":"f","arguments":"1"}},{"id":"b","function":{"name":"g","arguments":"2"}}"#
        )
          + call(#"{"function":{"arguments":"3"}},{"function":{"arguments":"4"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "13"), ToolCall(id: "b", name: "g", arguments: "24")]
      ),
      // Whole calls, one in each frame, that nobody numbered.
      (
        call(#"{"id":"a","function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"b","function":{"name":"f","arguments":"2"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "1"), ToolCall(id: "b", name: "f", arguments: "2")]
      ),
      // The same, with the same number.
      (
        call(#"{"id":"a","index":0,"function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"b","index":0,"function":{"name":"f","arguments":"2"}}"#)
          + call(#"{"index":0,"function":{"arguments":"3"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "1"), ToolCall(id: "b", name: "f", arguments: "23")]
      ),
      // Two that take turns: by index, by id alone, and at the same place.
      (
        call(#"{"id":"a","index":0,"function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"b","index":1,"function":{"name":"g","arguments":"2"}}"#)
          + call(#"{"index":0,"function":{"name":"f","arguments":"3"}}"#)
          + call(#"{"index":1,"function":{"name":"g","arguments":"4"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "13"), ToolCall(id: "b", name: "g", arguments: "24")]
      ),
      (
        call(#"{"id":"a","function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"b","function":{"name":"g","arguments":"2"}}"#)
          + call(#"{"id":"a","function":{"arguments":"3"}}"#)
          + call(#"{"function":{"arguments":"4"}}"#)
          + call(#"{"id":"b","function":{"arguments":"5"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "134"), ToolCall(id: "b", name: "g", arguments: "25")]
      ),
      (
        call(#"{"id":"a","index":0,"function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"b","index":0,"function":{"name":"g","arguments":"2"}}"#)
          + call(#"{"id":"a","index":0,"function":{"name":"f","arguments":"3"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "13"), ToolCall(id: "b", name: "g", arguments: "2")]
      ),
      // One id for two calls that have numbers.
      (
        call(#"{"id":"a","index":0,"function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"a","index":1,"function":{"name":"g","arguments":"2"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "1"), ToolCall(id: "a", name: "g", arguments: "2")]
      ),
      // The id comes late, or in every frame.
      (
        call(#"{"function":{"name":"f","arguments":"1"}}"#)
          + call(#"{"id":"a","function":{"arguments":"2"}}"#)
          + call(#"{"id":"a","function":{"arguments":"3"}}"#) + done,
        [ToolCall(id: "a", name: "f", arguments: "123")]
      ),
      // The whole call in one frame; the scores repeat it.
      (
        call(
          #"{"id":"a","type":"function","function":{"name":"f","arguments":{"x":1}}}"#, finish: #""tool_use""#
        )
          + "event: scores\n" + call(#"{"id":"a","function":{"name":"f","arguments":{"x":1}}}"#),
        [ToolCall(id: "a", name: "f", arguments: #"{"x":1}"#)]
      ),
    ] as [(String, [ToolCall])])
  func putsCallsTogether(_ stream: String, _ calls: [ToolCall]) async throws {
    let wire = bytes(stream)
    for cut in wire.indices {
      let told = try await told([Array(wire[..<cut]), Array(wire[cut...])], model: "m")
      var assembly = ReplyAssembly()
      for event in told.events { assembly.add(event) }
      #expect(assembly.generation.toolCalls == calls, "cut at \(cut)")
      #expect(told.failure == nil)
    }
  }

  @Test(
    arguments: [
      (["?\n:", "Hi"], ["Hi"]), (["?", "\n", ":Hi"], ["Hi"]), (["assistant", ": Hi"], [" Hi"]),
      (["assist", " me"], ["assist me"]), (["Hi", "?\n:"], ["Hi", "?\n:"]), (["?"], ["?"]),
    ] as [([String], [String])])
  func sparesTheReaderWhatXgenMutters(_ texts: [String], _ shown: [String]) async throws {
    let frames = texts.map { "data: \(JSONValue.object(["generations": [["text": .string($0)]]]).text)\n\n" }
    let stream = frames.joined() + Self.done
    try await expect(stream, tells: shown.map { .text($0) }, model: "xgen_stream")
    try await expect(stream, tells: texts.map { .text($0) }, model: "other")
  }
}
