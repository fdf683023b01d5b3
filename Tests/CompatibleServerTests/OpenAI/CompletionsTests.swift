import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct CompletionsTests {
  /// https://platform.openai.com/docs/api-reference/completions/object
  @Test func anAnswerHasTheDocumentedFields() async throws {
    let org = ScriptedService([.chat(" there was", finishReason: "max_tokens")])
    let answer = try await CompatibleServer(org).post(
      "/v1/completions",
      #"{"model":"gpt-4o","prompt":"Once upon a time","max_tokens":9,"best_of":1,"suffix":""}"#)
    #expect(
      answer.body == """
        {"id":"cmpl-1","object":"text_completion","created":1795274400,"model":"gpt-4o",\
        "choices":[{"text":" there was","index":0,"logprobs":null,"finish_reason":"length"}],\
        "usage":{"prompt_tokens":24,"completion_tokens":21,"total_tokens":45,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,\
        "rejected_prediction_tokens":0}}}
        """)
    #expect(org.bodies.count == 1)
    #expect(org.bodies[0].contains("Once upon a time"))
    #expect(org.bodies[0].contains(#""max_tokens":9"#))
  }

  @Test func severalPromptsAreAnsweredInOrder() async throws {
    let org = ScriptedService([.chat("1"), .chat("2")])
    let answer = try await CompatibleServer(org).post(
      "/v1/completions", #"{"model":"gpt-4o","prompt":["a","b"],"echo":true,"user":"u","logit_bias":{"1":1}}"#
    )
    #expect(answer.json?["choices"]?.array?.map { $0["text"]?.string } == ["a1", "b2"])
    #expect(answer.json?["choices"]?.array?.map { $0["index"]?.int } == [0, 1])
    #expect(answer.json?["usage"]?["total_tokens"] == 90)
    #expect(answer.fields["x-sfmodels-ignored"] == "logit_bias")
  }

  @Test func aStreamHasTheSameForm() {
    let events: [ReplyEvent] = [
      .text("x"), .text("y"), .finished(FinishReason("stop")), .usage(Usage(inputTokens: 1, outputTokens: 2)),
    ]
    func event(_ choices: String, _ usage: String) -> String {
      """
      data: {"id":"cmpl-1","object":"text_completion","created":1795274400,"model":"gpt-4o",\
      "service_tier":"default","choices":[\(choices)],"usage":\(usage)}


      """
    }
    func choice(_ text: String, _ reason: String = "null") -> String {
      event(#"{"text":"\#(text)","index":0,"logprobs":null,"finish_reason":\#(reason)}"#, "null")
    }
    let usage = """
      {"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,\
      "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
      "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,\
      "rejected_prediction_tokens":0}}
      """
    let expected = choice("Px") + choice("y") + choice("", #""stop""#) + event("", usage) + "data: [DONE]\n\n"
    for cut in 0...events.count {
      var chunks = TextCompletionChunks(
        AnswerIdentity("cmpl-", model: "gpt-4o", .sample()), echoes: ["P"], tellsUsage: true)
      let pieces = [chunks.piece(Array(events[..<cut])), chunks.piece(Array(events[cut...])), chunks.end()]
      #expect(String(decoding: pieces.joined(), as: UTF8.self) == expected)
    }
  }

  @Test func streamedPromptsAreAnsweredInOrderAndCountedTogether() async throws {
    func stream(_ text: String) -> ScriptedService.Reply {
      .stream([
        Array(ScriptedService.frames([#"{"content":"\#(text)","parameters":{"finish_reason":"stop"}}"#]).utf8)
      ])
    }
    let org = ScriptedService([stream("1"), stream("2")])
    let answer = try await CompatibleServer(org).post(
      "/v1/completions",
      #"{"prompt":["a","b"],"echo":true,"stream":true,"stream_options":{"include_usage":true}}"#)
    let events = try answer.body.split(separator: "\n").dropLast().map {
      try JSONValue(decoding: String($0.dropFirst(6)))
    }
    let choices = events.flatMap { $0["choices"]?.array ?? [] }
    #expect(choices.map { $0["text"]?.string } == ["a1", "", "b2", ""])
    #expect(choices.map { $0["index"]?.int } == [0, 0, 1, 1])
    #expect(events.last?["usage"]?["total_tokens"] == 90)
    #expect(org.bodies.count == 2)
  }

  @Test func severalGenerationsAndLogProbabilitiesComeInStreams() {
    var chunks = TextCompletionChunks(
      AnswerIdentity("cmpl-", model: "gpt-4o", .sample()), echoes: ["é", "Q"], generations: 2,
      tellsUsage: false)
    let token: JSONValue = [
      "token": "x", "logprob": -0.5, "top_logprobs": [["token": "y", "logprob": -1.5]],
    ]
    let bytes =
      chunks.piece([
        .logProbabilities(["content": [token]]), .text("x"), .choice(1), .text("y"),
        .finished(FinishReason("length")), .choice(3), .text("z"), .choice(0), .logProbabilities([token]),
        .text("x"),
      ]) + chunks.end()
    let choices = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropLast().compactMap {
      (try? JSONValue(decoding: String($0.dropFirst(6))))?["choices"]?.array?.first
    }
    #expect(choices.map { $0["index"]?.int } == [0, 1, 1, 3, 0, 0, 2, 3])
    #expect(choices.map { $0["text"]?.string } == ["éx", "éy", "", "Qz", "x", "", "Q", ""])
    #expect(
      choices.map { $0["finish_reason"]?.string } == [nil, nil, "length", nil, nil, "stop", "stop", "stop"])
    func columns(_ offset: JSONValue) -> JSONValue {
      ["text_offset": [offset], "token_logprobs": [-0.5], "tokens": ["x"], "top_logprobs": [["y": -1.5]]]
    }
    #expect(choices[0]["logprobs"] == columns(1))
    #expect(choices[4]["logprobs"] == columns(2))
  }

  @Test(arguments: [
    (#"{"model":"m"}"#, "Missing required parameter: 'prompt'."),
    (#"{"model":"m","prompt":[]}"#, "Invalid value for 'prompt': at least one prompt is needed."),
    (
      #"{"model":"m","prompt":[\#([String](repeating: #""a""#, count: 129).joined(separator: ","))]}"#,
      "Invalid value for 'prompt': at most 128 prompts are possible; this has 129."
    ),
    (
      #"{"model":"m","prompt":[1,2]}"#,
      "Invalid type for 'prompt': expected text; token ids are not supported."
    ),
    (
      #"{"model":"m","prompt":[[1]]}"#,
      "Invalid type for 'prompt': expected text; token ids are not supported."
    ),
    (#"{"model":"m","prompt":5}"#, "Invalid type for 'prompt': expected a string or an array of strings."),
    (
      #"{"model":"m","prompt":"a","suffix":"z"}"#,
      "Not supported by the model's API: 'suffix'. Models here continue a text; they do not fill gaps."
    ),
    (#"{"model":"m","prompt":"a","logprobs":-1}"#, "Invalid 'logprobs': must be at least 0."),
    (
      #"{"model":"m","prompt":"a","best_of":3,"n":2}"#,
      "Not supported by the model's API: 'best_of'. Ask for several answers with 'n' and choose."
    ),
  ])
  func whatCannotBeHadIsRefused(_ body: String, _ message: String) async throws {
    let answer = try await CompatibleServer.alone().post("/v1/completions", body)
    #expect(answer.status == 400)
    #expect(answer.json?["error"]?["message"]?.string == message)
  }
}
