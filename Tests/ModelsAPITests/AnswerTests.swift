import ModelsAPI
import TestSupport
import Testing
import Wire

/// Answers of the text endpoints, in every variant the documents and the world know.
struct AnswerTests {
  /// The answer of the developer guide, without the commas that no JSON has.
  private static let guide = """
    {
      "id": "chatcmpl-9AMuFltdq7M5ntZVvQcAkgyWhfoas",
      "generation": {
        "id": "333127bd-2d5d-41e8-9781-59a1a18ed69f",
        "generatedText": "Once upon a time in sunny San Diego…",
        "contentQuality": {
          "scanToxicity": {
            "isDetected": false,
            "categories": [
              {"categoryName": "identity", "score": 2.0e-5}, {"categoryName": "hate", "score": 0.0},
              {"categoryName": "sexual", "score": 1.5e-4}, {"categoryName": "physical", "score": null},
              {"score": 0.9}
            ]
          }
        },
        "parameters": {"finish_reason": "stop", "index": 0, "logprobs": null, "refusal": null, "annotations": []}
      },
      "moreGenerations": null,
      "prompt": null,
      "parameters": {
        "created": 1712258359,
        "usage": {"completion_tokens": 607, "prompt_tokens": 39, "total_tokens": 646},
        "model": "gpt-35-turbo", "system_fingerprint": null, "object": "chat.completion"
      }
    }
    """

  private func chat(_ request: ChatRequest, _ json: String) async throws -> Reply {
    try await ModelsClient(ScriptedService(success(json))).chat(request)
  }

  @Test func readsTheAnswerOfTheGuide() async throws {
    let safety = Safety(
      isDetected: false,
      scores: [
        Safety.Score("identity", 0.00002), Safety.Score("hate", 0), Safety.Score("sexual", 0.00015),
        Safety.Score("physical", 0),
      ])
    let expected = Reply(
      id: "chatcmpl-9AMuFltdq7M5ntZVvQcAkgyWhfoas",
      generations: [
        Generation(
          id: "333127bd-2d5d-41e8-9781-59a1a18ed69f", text: "Once upon a time in sunny San Diego…",
          finishReason: FinishReason("stop"), safety: safety)
      ],
      usage: Usage(inputTokens: 39, outputTokens: 607, totalTokens: 646), answeringModel: "gpt-35-turbo",
      requestID: "r-1", body: bytes(Self.guide))
    #expect(try await chat(.hello, Self.guide) == expected)
  }

  @Test func readsAConversationsAnswer() async throws {
    let json = """
      {"id":"c-1","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":"Hi",\
      "timestamp":1682536893,"parameters":{"finish_reason":"length","index":0,"logprobs":{"content":[]}},\
      "contentQuality":{"scanToxicity":null}},{"id":"g-2","content":"Ho","timestamp":1682536893000}],\
      "parameters":{"provider":"openai","model":"gpt-4o","usage":{"prompt_tokens":1,"completion_tokens":2}}}}
      """
    let expected = Reply(
      id: "c-1",
      generations: [
        Generation(id: "g-1", text: "Hi", finishReason: FinishReason("length")),
        Generation(id: "g-2", text: "Ho"),
      ],
      usage: Usage(inputTokens: 1, outputTokens: 2, totalTokens: 3), answeringModel: "gpt-4o",
      requestID: "r-1",
      body: bytes(json))
    #expect(try await chat(.chat, json) == expected)
  }

  @Test(arguments: [
    (#"{"generation":{"generatedText":"x"}}"#, Reply("x")),
    (
      #"{"generation":{"generatedText":"x","contentQuality":null,"parameters":null},"parameters":null}"#,
      Reply("x")
    ),
    (#"{"generation":{"generatedText":"x","contentQuality":{}},"parameters":{"usage":null}}"#, Reply("x")),
    (#"{"id":7,"generation":{"id":8,"generatedText":"x","parameters":{"finish_reason":9}}}"#, Reply("x")),
    (
      #"{"generation":{"generatedText":"x"},"moreGenerations":[{"id":"2","generatedText":"y"},{"id":"3"},null]}"#,
      Reply("x", more: [Generation(id: "2", text: "y")])
    ),
    (#"{"generation":{"generatedText":"x"},"moreGenerations":"none"}"#, Reply("x")),
  ])
  func readsWhatIsThere(_ json: String, _ expected: Reply) async throws {
    var expected = expected
    expected.body = bytes(json)
    #expect(try await chat(.hello, json) == expected)
  }

  @Test(
    arguments: [
      // OpenAI, Bedrock, Vertex, Anthropic, and Gemini's own.
      (
        #"{"prompt_tokens":39,"completion_tokens":607,"total_tokens":646,"prompt_tokens_details":{"cached_tokens":1}}"#,
        Usage(inputTokens: 39, outputTokens: 607, totalTokens: 646, cachedTokens: 1)
      ),
      (
        #"{"prompt_tokens":9,"completion_tokens":7,"prompt_tokens_details":null,"completion_tokens_details":{"reasoning_tokens":3}}"#,
        Usage(inputTokens: 9, outputTokens: 7, totalTokens: 16, reasoningTokens: 3)
      ),
      (
        #"{"input_tokens":9,"output_tokens":7,"cache_read_input_tokens":4}"#,
        Usage(inputTokens: 9, outputTokens: 7, totalTokens: 16, cachedTokens: 4)
      ),
      (
        #"{"promptTokenCount":9,"candidatesTokenCount":7,"cachedContentTokenCount":4,"thoughtsTokenCount":2}"#,
        Usage(inputTokens: 9, outputTokens: 7, totalTokens: 16, cachedTokens: 4, reasoningTokens: 2)
      ),
      (
        #"{"inputTokens":5,"outputTokens":7,"totalTokens":13}"#,
        Usage(inputTokens: 5, outputTokens: 7, totalTokens: 13)
      ),
      (
        #"{"inputTokenCount":5,"outputTokenCount":7,"totalTokenCount":12}"#,
        Usage(inputTokens: 5, outputTokens: 7, totalTokens: 12)
      ),
      (#"{"input_tokens":5,"output_tokens":7}"#, Usage(inputTokens: 5, outputTokens: 7, totalTokens: 12)),
      (#"{"promptTokenCount":5}"#, Usage(inputTokens: 5)),
      (#"{"prompt_tokens":null,"inputTokens":5.0}"#, Usage(inputTokens: 5)),
      (
        #"{"prompt_tokens":9223372036854775807,"completion_tokens":1}"#,
        Usage(outputTokens: 1)
      ),
      (#"{"prompt_tokens":"5"}"#, nil), ("{}", nil), ("null", nil), ("7", nil),
    ] as [(String, Usage?)])
  func countsTokensInEveryFamilysWords(_ usage: String, _ expected: Usage?) async throws {
    let parameters = #""parameters":{"usage":\#(usage)}"#
    let text = try await chat(.hello, #"{"generation":{"generatedText":""},\#(parameters)}"#)
    let chat = try await chat(
      .chat, #"{"generationDetails":{"generations":[{"content":""}],\#(parameters)}}"#)
    #expect([text.usage, chat.usage] == [expected, expected])
  }

  @Test func countsTokensThatStandInTheGeneration() async throws {
    let parameters = #""parameters":{"prompt_tokens":3,"generated_tokens":4}"#
    let text = try await chat(.hello, #"{"generation":{"generatedText":"",\#(parameters)},"parameters":{}}"#)
    let chat = try await chat(
      .chat, #"{"generationDetails":{"generations":[{"content":"",\#(parameters)}]}}"#)
    let expected = Usage(inputTokens: 3, outputTokens: 4, totalTokens: 7)
    #expect([text.usage, chat.usage] == [expected, expected])
  }

  @Test(
    arguments: [
      (#"{"scanToxicity":null}"#, nil), ("null", nil), ("{}", nil), (#"{"scanToxicity":true}"#, nil),
      (#"{"scanToxicity":{}}"#, Safety(isDetected: nil, scores: [])),
      (#"{"scanToxicity":{"isDetected":true,"categories":null}}"#, Safety(isDetected: true, scores: [])),
      (
        #"{"scanToxicity":{"isDetected":false,"categories":[{"categoryName":"hate","score":1}]}}"#,
        Safety(isDetected: false, scores: [Safety.Score("hate", 1)])
      ),
    ] as [(String, Safety?)])
  func readsScoresWhereThereAreAny(_ quality: String, _ expected: Safety?) async throws {
    let reply = try await chat(.hello, #"{"generation":{"generatedText":"","contentQuality":\#(quality)}}"#)
    #expect(reply.generations.map(\.safety) == [expected])
  }

  @Test(arguments: [
    ("length", true), ("max_tokens", true), ("MAX_TOKENS", true), ("stop", false), ("end_turn", false),
    ("content_filter", false),
  ])
  func knowsWhatWasCut(_ reason: String, _ isTruncation: Bool) {
    #expect(FinishReason(reason).isTruncation == isTruncation)
  }

  @Test(arguments: [
    "{}", "[]", "null", #""text""#, #"{"generation":null}"#, #"{"generation":{"text":"x"}}"#,
    #"{"generation":{"generatedText":null}}"#, #"{"generatedTexts":[{"text":"x"}]}"#,
  ])
  func namesWhatATextAnswerLacks(_ json: String) async {
    await #expect(throws: ModelsFailure.otherShape(missing: "generation.generatedText", requestID: "r-1")) {
      try await chat(.hello, json)
    }
  }

  @Test(arguments: [
    "{}", #"{"generationDetails":null}"#, #"{"generationDetails":{"generations":[]}}"#,
    #"{"generationDetails":{"generations":[{"role":"assistant"}]}}"#,
    #"{"generation":{"generatedText":"x"}}"#,
  ])
  func namesWhatAConversationsAnswerLacks(_ json: String) async {
    let failure = ModelsFailure.otherShape(
      missing: "generationDetails.generations[0].content", requestID: "r-1")
    await #expect(throws: failure) { try await chat(.chat, json) }
  }

  @Test(arguments: [
    ("", JSONError(.unexpectedEnd, at: 0)), ("<html>", JSONError(.unexpected(UInt8(ascii: "<")), at: 0)),
    (#"{"generation":{"generatedText":"x"}"#, JSONError(.unexpectedEnd, at: 35)),
    (#"{"a":1,}"#, JSONError(.expected("a string"), at: 7)), ("{} {}", JSONError(.trailingBytes, at: 3)),
  ])
  func saysWhereAnAnswerIsNoJSON(_ body: String, _ error: JSONError) async {
    await #expect(throws: ModelsFailure.notJSON(error, requestID: "r-1")) { try await chat(.hello, body) }
  }
}

extension Reply {
  fileprivate init(_ text: String, more: [Generation] = []) {
    self.init(
      id: nil, generations: [Generation(id: nil, text: text)] + more, usage: nil, answeringModel: nil,
      requestID: "r-1", body: [])
  }
}
