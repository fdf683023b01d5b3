import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Counts that the upstream does not tell.
struct UsageEstimateTests {
  private static let requests = [
    ("/v1/chat/completions", #""messages":[{"role":"user","content":"Say hello to all of them"}]"#),
    ("/v1/completions", #""prompt":"Say hello to all of them""#),
    ("/v1/responses", #""input":"Say hello to all of them""#),
    ("/v1/messages", #""max_tokens":9,"messages":[{"role":"user","content":"Say hello to all of them"}]"#),
  ]

  private static func gateway(_ usage: String) -> ScriptedService.Reply {
    .json(
      #"{"id":"x","generation_details":{"generations":[{"content":"Hello, all of you","parameters":{"finish_reason":"stop"}}],"parameters":{\#(usage)}}}"#
    )
  }

  private static func models(_ usage: String, _ path: String) -> ScriptedService.Reply {
    path == "/v1/completions"
      ? .json(#"{"id":"x","generation":{"generatedText":"Hello, all of you"},"parameters":{\#(usage)}}"#)
      : .json(
        #"{"id":"x","generationDetails":{"generations":[{"content":"Hello, all of you"}],"parameters":{\#(usage)}}}"#
      )
  }

  /// Input and output, whatever an endpoint calls them.
  private static func counts(_ usage: JSONValue?) -> [Int?] {
    [
      (usage?["prompt_tokens"] ?? usage?["input_tokens"])?.int,
      (usage?["completion_tokens"] ?? usage?["output_tokens"])?.int,
    ]
  }

  @Test(
    arguments: requests,
    [
      ("", true), (#""usage":null"#, true), (#""usage":{"prompt_tokens":7}"#, true),
      (#""usage":{"prompt_tokens":7,"completion_tokens":5}"#, false),
    ])
  func wholeAnswersTellAnEstimate(
    _ request: (path: String, fields: String), _ usage: (told: String, isEstimated: Bool)
  ) async throws {
    for (api, reply) in [
      (CompatibleServer.API.gateway, Self.gateway(usage.told)),
      (.models, Self.models(usage.told, request.path)),
    ] {
      let exchanged = try await Exchanged(request.path, "{\(request.fields)}", api, reply)
      #expect(exchanged.answer.fields["x-sfmodels-estimate"] == (usage.isEstimated ? "true" : nil))
      let counts = Self.counts(exchanged.answer.json?["usage"])
      if usage.told.contains("7") {
        #expect(counts[0] == 7)
      } else {
        #expect(5...15 ~= (counts[0] ?? 0))
      }
      #expect(4...6 ~= (counts[1] ?? 0))
    }
  }

  @Test(arguments: requests, [true, false])
  func streamsTellAnEstimate(_ request: (path: String, fields: String), _ isTold: Bool) async throws {
    let frames = ScriptedService.frames(
      [#"{"content":"Hello, all"}"#, #"{"content":" of you","parameters":{"finish_reason":"stop"}}"#],
      usage: isTold)
    let exchanged = try await Exchanged(
      request.path, "{\(request.fields),\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
      .gateway,
      .stream([Array(frames.utf8)]))
    #expect(exchanged.answer.status == 200)
    // The head has gone before it can be known.
    #expect(exchanged.answer.body.contains(": X-Sfmodels-Estimate: true\n\n") == !isTold)
    let last = try Self.lastUsage(exchanged.answer.body)
    let counts = Self.counts(last)
    #expect(isTold ? counts == [24, 21] : 5...15 ~= (counts[0] ?? 0) && 4...6 ~= (counts[1] ?? 0))
  }

  @Test(arguments: requests)
  func downgradedStreamsTellItInTheirHead(_ request: (path: String, fields: String)) async throws {
    let exchanged = try await Exchanged(
      request.path, "{\(request.fields),\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
      .models,
      Self.models("", request.path))
    #expect(exchanged.answer.fields["x-sfmodels-estimate"] == "true")
    #expect(4...6 ~= (Self.counts(try Self.lastUsage(exchanged.answer.body))[1] ?? 0))
  }

  @Test func aStreamThatTellsNoCostIsNotMarked() async throws {
    let frames = ScriptedService.frames([#"{"content":"Hello"}"#], usage: false)
    let exchanged = try await Exchanged(
      "/v1/chat/completions", #"{"stream":true,"messages":[{"role":"user","content":"Hi"}]}"#, .gateway,
      .stream([Array(frames.utf8)]))
    #expect(!exchanged.answer.body.contains("Estimate"))
    #expect(!exchanged.answer.body.contains("usage"))
  }

  private static func lastUsage(_ body: String) throws -> JSONValue? {
    var usage: JSONValue?
    var parser = ServerSentEventParser()
    try parser.read(Array(body.utf8)) { event in
      guard let json = try? JSONValue(decoding: event.data) else { return }
      usage = json["usage"] ?? json["response"]?["usage"] ?? usage
    }
    return usage
  }

  @Test(
    arguments: [
      (nil, 100, 10, Usage(inputTokens: 100, outputTokens: 10)),
      (Usage(totalTokens: 30), 100, 10, Usage(inputTokens: 100, outputTokens: 0, totalTokens: 30)),
      (
        Usage(inputTokens: 20, totalTokens: 30), 100, 10,
        Usage(inputTokens: 20, outputTokens: 10, totalTokens: 30)
      ),
      (
        Usage(outputTokens: 20, totalTokens: 30), 100, 10,
        Usage(inputTokens: 10, outputTokens: 20, totalTokens: 30)
      ),
      (Usage(inputTokens: 20), 100, 10, Usage(inputTokens: 20, outputTokens: 10)),
      (Usage(inputTokens: 0, outputTokens: 0), 100, 10, nil),
    ] as [(Usage?, Int, Int, Usage?)])
  func whatIsToldCounts(_ told: Usage?, _ input: Int, _ output: Int, _ whole: Usage?) {
    #expect(Usage.estimate(completing: told, input: { input }, output: { output }) == whole)
  }

  @Test(arguments: [
    (#"{"embeddings":[{"embedding":[1]},{"embedding":[2]}]}"#, true),
    (#"{"embeddings":[{"embedding":[1]},{"embedding":[2]}],"parameters":{"usage":{}}}"#, true),
    (
      #"{"embeddings":[{"embedding":[1]},{"embedding":[2]}],"parameters":{"usage":{"total_tokens":4}}}"#,
      false
    ),
  ])
  func vectorsHaveACostToo(_ reply: String, _ isEstimated: Bool) async throws {
    for api in [CompatibleServer.API.gateway, .models] {
      let exchanged = try await Exchanged(
        "/v1/embeddings", #"{"input":["Hello there","General"]}"#, api, .json(reply))
      #expect(exchanged.answer.fields["x-sfmodels-estimate"] == (isEstimated ? "true" : nil))
      let usage = exchanged.answer.json?["usage"]
      #expect(2...6 ~= (usage?["prompt_tokens"]?.int ?? 0))
      #expect(usage?["total_tokens"] == usage?["prompt_tokens"])
    }
  }

  @Test(arguments: [
    #"{"embeddings":[{"embedding":[]},{"embedding":[]}]}"#,
    #"{"embeddings":[{"embedding":[1]},{"embedding":[]}]}"#,
    #"{"embeddings":[]}"#,
  ])
  func anEmptyVectorIsAFailure(_ reply: String) async throws {
    for api in [CompatibleServer.API.gateway, .models] {
      let exchanged = try await Exchanged(
        "/v1/embeddings", #"{"input":["Hello there","General"]}"#, api, .json(reply))
      #expect(exchanged.answer.status == 502)
    }
  }
}
