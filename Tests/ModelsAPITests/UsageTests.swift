import ModelsAPI
import TestSupport
import Testing
import Wire

/// What upstreams tell of their tokens: every spelling, every place, every number.
struct UsageTests {
  /// What a service may say in a count's place, and what is believed of it.
  static let counts: [(json: String, count: Count?)] = [
    ("7", 7), ("1e3", 1_000), ("9007199254740992", .largest), ("9007199254740993", nil),
    ("4611686018427387904", nil), ("9223372036854775807", nil), ("9223372036854775808", nil),
    ("-9223372036854775808", nil), ("-1", nil), ("1.5", nil), ("1e999", nil), ("\"5\"", nil),
    ("\"NaN\"", nil), ("null", nil), ("[1]", nil),
  ]

  @Test(arguments: [
    ("prompt_tokens", "completion_tokens", "total_tokens"), ("input_tokens", "output_tokens", "total_tokens"),
    ("inputTokens", "outputTokens", "totalTokens"),
    ("inputTokenCount", "outputTokenCount", "totalTokenCount"),
    ("promptTokenCount", "candidatesTokenCount", "totalTokenCount"),
    ("prompt_tokens", "generated_tokens", "total_tokens"),
  ])
  func noNumberTraps(_ input: String, _ output: String, _ total: String) throws {
    for (json, count) in Self.counts {
      let all = try JSONValue(decoding: "{\"\(input)\":\(json),\"\(output)\":\(json),\"\(total)\":\(json)}")
      let told = count.map { Usage(inputTokens: $0, outputTokens: $0, totalTokens: $0) }
      #expect(Usage(all) == told, "\(json)")
      let parts = try JSONValue(decoding: "{\"\(input)\":\(json),\"\(output)\":\(json)}")
      let sum = count.map { Usage(inputTokens: $0, outputTokens: $0, totalTokens: $0 + $0) }
      #expect(Usage(parts) == sum, "\(json) without a total")
      let one = try JSONValue(decoding: "{\"\(input)\":\(json),\"\(output)\":3}")
      let half = Usage(inputTokens: count, outputTokens: 3, totalTokens: count.map { $0 + 3 })
      #expect(Usage(one) == half, "\(json) and 3")
    }
  }

  private static func usage(_ json: String) -> String {
    "{\"prompt_tokens\":\(json),\"completion_tokens\":\(json)}"
  }

  private func expected(_ count: Count?) -> Usage? {
    count.map { Usage(inputTokens: $0, outputTokens: $0) }
  }

  @Test(arguments: [
    #"{"generation":{"id":"g","generatedText":"a"},"parameters":{"usage":USAGE}}"#,
    #"{"generation":{"id":"g","generatedText":"a","parameters":USAGE}}"#,
  ])
  func theModelsAPIsPromptsAreRead(_ body: String) async throws {
    for (json, count) in Self.counts {
      let answer = success(body.replacing("USAGE", with: Self.usage(json)))
      #expect(
        try await ModelsClient(ScriptedService(answer)).chat(.hello).usage == expected(count), "\(json)")
    }
  }

  @Test(arguments: [
    #"{"generationDetails":{"generations":[{"content":"a"}],"parameters":{"usage":USAGE}}}"#,
    #"{"generationDetails":{"generations":[{"content":"a","parameters":USAGE}]}}"#,
  ])
  func theModelsAPIsChatsAreRead(_ body: String) async throws {
    for (json, count) in Self.counts {
      let answer = success(body.replacing("USAGE", with: Self.usage(json)))
      #expect(try await ModelsClient(ScriptedService(answer)).chat(.chat).usage == expected(count), "\(json)")
    }
  }

  @Test(arguments: [
    #"{"generation_details":{"generations":[{"content":"a"}],"parameters":{"usage":USAGE}}}"#,
    #"{"generations":[{"text":"a"}],"parameters":{"usage":USAGE}}"#,
  ])
  func theGatewaysAnswersAreRead(_ body: String) async throws {
    for (json, count) in Self.counts {
      let whole = body.replacing("USAGE", with: Self.usage(json))
      let client = ModelsClient(
        ScriptedService([.json(whole), .events(["data: \(whole)\n\ndata: [DONE]\n\n"])]),
        speaking: LLMGateway())
      #expect(try await client.chat(.chat).usage == expected(count), "\(json)")
      var assembly = ReplyAssembly()
      var stream = try await client.stream(.chat)
      while let events = try await stream.next() { for event in events { assembly.add(event) } }
      #expect(assembly.reply.usage == expected(count), "\(json) in a stream")
    }
  }

  @Test(arguments: ["usage", "parameters"])
  func vectorsAreCountedTheSame(_ place: String) async throws {
    for (json, count) in Self.counts {
      let usage = place == "usage" ? Self.usage(json) : "{\"usage\":\(Self.usage(json))}"
      let answer = success("{\"embeddings\":[{\"embedding\":[1]}],\"\(place)\":\(usage)}")
      let reply = try await ModelsClient(ScriptedService(answer)).embed(
        EmbeddingRequest(model: "m", inputs: ["a"]))
      #expect(reply.usage == expected(count), "\(json)")
    }
  }
}
