import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Testing
import Wire

@testable import CompatibleServer

/// Numbers that upstreams and clients make up: an answer or a refusal, and nobody else loses theirs.
struct NumberTests {
  static let numbers = [
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "4611686018427387904",
    "9007199254740992", "1e999", "-1e999", "-1", "1.5", "\"5\"", "\"NaN\"", "null", "true", "[]", "{}",
  ]

  /// Clients' endpoints with a body that asks each for an answer.
  static let endpoints = [
    ("/v1/chat/completions", #""messages":[{"role":"user","content":"hi"}]"#),
    ("/v1/completions", #""prompt":["a","b","c"]"#), ("/v1/responses", #""input":"hi""#),
    ("/v1/messages", #""max_tokens":9,"messages":[{"role":"user","content":"hi"}]"#),
    ("/v1/embeddings", #""input":["a"]"#),
  ]

  /// Anthropic's endpoints want it, and the others do not mind.
  private static let version = [("anthropic-version", "2023-06-01")]

  private struct Upstream {
    /// In each count's place.
    var count = "1"

    private var usage: String {
      "\"usage\":{\"prompt_tokens\":\(count),\"completion_tokens\":\(count),\"total_tokens\":\(count)}"
    }

    private func body(_ path: String) -> String {
      if path.hasSuffix("/embeddings") {
        return "{\"embeddings\":[{\"index\":0,\"embedding\":[1]}],\"parameters\":{\(usage)}}"
      }
      if path.hasPrefix("/models/") {
        return path.hasSuffix("/chat-generations")
          ? "{\"generationDetails\":{\"generations\":[{\"content\":\"a\"}],\"parameters\":{\(usage)}}}"
          : "{\"generation\":{\"generatedText\":\"a\"},\"parameters\":{\(usage)}}"
      }
      return path.hasPrefix("/chat/")
        ? "{\"generation_details\":{\"generations\":[{\"content\":\"a\",\"parameters\":{\"finish_reason\":\"stop\"}}],\"parameters\":{\(usage)}}}"
        : "{\"generations\":[{\"text\":\"a\",\"parameters\":{\"finish_reason\":\"stop\"}}],\"parameters\":{\(usage)}}"
    }

    func server(_ api: CompatibleServer.API) -> CompatibleServer {
      let service = HTTPFunction { request, _ in
        let path = request.path ?? ""
        guard path.hasSuffix("/stream") else {
          return HTTPReply(.ok, contentType: "application/json", Array(body(path).utf8))
        }
        // Twice, for some upstreams repeat their counts.
        let event = "data: \(body(path))\n\n"
        return HTTPReply(
          .ok, contentType: "text/event-stream", Array("\(event)\(event)data: [DONE]\n\n".utf8))
      }
      let client = ModelsClient(
        service, speaking: api == .models ? ModelsREST() as any Dialect : LLMGateway(),
        retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }), now: { Date(timeIntervalSince1970: 0) }
      )
      return CompatibleServer(ServedModels(client, map: .sample), .sample())
    }
  }

  @Test(arguments: [CompatibleServer.API.models, .gateway], [false, true])
  func noCountOfAnUpstreamTraps(_ api: CompatibleServer.API, _ streams: Bool) async throws {
    for number in Self.numbers {
      let server = Upstream(count: number).server(api)
      for (path, members) in Self.endpoints {
        let stream = streams ? #","stream":true,"stream_options":{"include_usage":true}"# : ""
        // Several times: what is added up must not trap either.
        for _ in 1...3 {
          let answer = try await server.ask(
            .post, path, Self.version, body: "{\"model\":\"gpt-4o-mini\",\(members)\(stream)}")
          #expect(answer.status == 200, "\(number) at \(path): \(answer.body)")
          #expect(!answer.body.contains("9223372036854775807"), "\(number) at \(path)")
        }
      }
      let page = try await server.ask(.get, "/metrics")
      #expect(page.status == 200)
    }
  }

  @Test(arguments: [CompatibleServer.API.models, .gateway])
  func countsThatCanBeAreToldAsTheyAre(_ api: CompatibleServer.API) async throws {
    let server = Upstream(count: "9007199254740992").server(api)
    let chat = try await server.post("/v1/chat/completions", "{\(Self.endpoints[0].1)}")
    #expect(chat.json?["usage"]?["total_tokens"] == 9_007_199_254_740_992)
    let completions = try await server.post("/v1/completions", "{\(Self.endpoints[1].1)}")
    #expect(completions.json?["usage"]?["prompt_tokens"] == 9_007_199_254_740_992, "three answers' sum")
    let metrics = try await server.ask(.get, "/metrics").body
    #expect(metrics.contains("sfmodels_tokens_total{direction=\"input\"} 9007199254740992\n"))
  }

  private static let fields: [(path: String, body: @Sendable (String) -> String)] = [
    ("/v1/chat/completions", { #""n":\#($0)"# }), ("/v1/chat/completions", { #""max_tokens":\#($0)"# }),
    ("/v1/chat/completions", { #""max_completion_tokens":\#($0)"# }),
    ("/v1/chat/completions", { #""logprobs":true,"top_logprobs":\#($0)"# }),
    ("/v1/chat/completions", { #""temperature":\#($0)"# }), ("/v1/chat/completions", { #""top_p":\#($0)"# }),
    ("/v1/chat/completions", { #""seed":\#($0)"# }),
    ("/v1/chat/completions", { #""presence_penalty":\#($0)"# }),
    ("/v1/chat/completions", { #""frequency_penalty":\#($0)"# }),
    (
      "/v1/chat/completions",
      {
        #""messages":[{"role":"assistant","tool_calls":[{"index":\#($0),"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"x"}]"#
      }
    ),
    ("/v1/completions", { #""n":\#($0)"# }), ("/v1/completions", { #""best_of":\#($0)"# }),
    ("/v1/completions", { #""n":\#($0),"stream":true"# }), ("/v1/completions", { #""logprobs":\#($0)"# }),
    ("/v1/completions", { #""max_tokens":\#($0)"# }), ("/v1/completions", { #""prompt":[\#($0)]"# }),
    ("/v1/responses", { #""max_output_tokens":\#($0)"# }), ("/v1/responses", { #""max_tool_calls":\#($0)"# }),
    ("/v1/responses", { #""top_logprobs":\#($0)"# }), ("/v1/responses", { #""temperature":\#($0)"# }),
    ("/v1/messages", { #""max_tokens":\#($0)"# }), ("/v1/messages", { #""top_k":\#($0)"# }),
    ("/v1/messages", { #""temperature":\#($0)"# }),
    ("/v1/messages", { #""thinking":{"type":"enabled","budget_tokens":\#($0)}"# }),
    ("/v1/embeddings", { #""dimensions":\#($0)"# }), ("/v1/embeddings", { #""input":[\#($0)]"# }),
  ]

  /// Of two members with one name the last counts.
  @Test(arguments: [CompatibleServer.API.models, .gateway])
  func noNumberOfAClientTraps(_ api: CompatibleServer.API) async throws {
    let server = Upstream().server(api)
    for (path, field) in Self.fields {
      let members = try #require(Self.endpoints.first { $0.0 == path }?.1)
      for number in Self.numbers {
        let answer = try await server.ask(.post, path, Self.version, body: "{\(members),\(field(number))}")
        #expect(
          [200, 400].contains(answer.status), "\(path) \(field(number)): \(answer.status) \(answer.body)")
      }
    }
  }

  @Test(arguments: [
    ("/v1/chat/completions", "9223372036854775807", "Invalid 'n': must be at most 128."),
    ("/v1/completions", "4611686018427387904", "Invalid 'n': must be at most 128."),
    ("/v1/completions", "129", "Invalid 'n': must be at most 128."),
    ("/v1/completions", "0", "Invalid 'n': must be at least 1."),
    ("/v1/completions", "1.5", "Invalid type for 'n': expected an integer."),
    ("/v1/completions", "9223372036854775808", "Invalid type for 'n': expected an integer."),
    ("/v1/completions", "1e999", "Invalid type for 'n': expected an integer."),
  ])
  func manyAnswersAreTooMany(_ path: String, _ number: String, _ message: String) async throws {
    let members = try #require(Self.endpoints.first { $0.0 == path }?.1)
    for stream in ["", #","stream":true"#] {
      let answer = try await Upstream().server(.gateway).post(path, "{\(members),\"n\":\(number)\(stream)}")
      #expect(answer.status == 400)
      #expect(answer.json?["error"]?["message"]?.string == message)
    }
  }

  @Test(arguments: [
    "/v1/models?limit=", "/anthropic/v1/models?limit=", "/v1/responses/resp_1/input_items?limit=",
  ])
  func noPageTraps(_ path: String) async throws {
    let server = Upstream().server(.gateway)
    for number in Self.numbers + ["", "0", "NaN", "inf", "+1", "0x7f", "٣"] {
      let answer = try await server.ask(
        .get, path + PercentEncoding.encodePathSegment(number), Self.version)
      #expect([200, 400, 404].contains(answer.status), "\(number): \(answer.status)")
    }
  }
}
