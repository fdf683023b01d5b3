import FoundationEssentials
import Testing

/// What goes over the wire, and what is made of the answers that the documents show.
@Suite struct WireTests {
  @Test func aPromptTravelsAsTheDocumentsSay() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
    let token = try #require(org.server.requests.first)
    #expect(token.header("content-type") == "application/x-www-form-urlencoded")
    #expect(token.body == "grant_type=client_credentials&client_id=3MVG9.key&client_secret=5ecret-of-the-app")
    let request = try #require(org.server.requests.last)
    #expect(request.header("authorization") == "Bearer \(try org.keptToken())")
    #expect(request.header("x-sfdc-app-context") == "EinsteinGPT")
    #expect(request.header("x-client-feature-id") == "ai-platform-models-connected-app")
    #expect(request.header("content-type") == "application/json")
    #expect(request.header("content-length") == "18")
    #expect(request.body == #"{"prompt":"hello"}"#)
  }

  @Test func aSecretIsEncodedForAForm() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    _ = try await org.run("generate", "hello", with: ["SFMODELS_CLIENT_SECRET": "a+b&c=d e/ü%"])
    #expect(
      org.server.requests.first?.body
        == "grant_type=client_credentials&client_id=3MVG9.key&client_secret=a%2Bb%26c%3Dd+e%2F%C3%BC%25")
  }

  @Test func aSystemMessageMakesItAChat() async throws {
    let answer = """
      {"id":"x","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":"Aye.",\
      "timestamp":1682536893,"parameters":{"finish_reason":"stop","index":0},"contentQuality":null}],\
      "parameters":{"usage":{"inputTokenCount":3,"outputTokenCount":2,"totalTokenCount":5}}}}
      """
    let org = try Org([Documents.chat: [.answer(200, answer)]])
    let outcome = try await org.run("generate", "-s", "Be a pirate", "hello")
    #expect(outcome.told == Told(0, "Aye.\n", ""))
    #expect(
      org.server.requests.last?.body
        == #"{"messages":[{"role":"system","content":"Be a pirate"},{"role":"user","content":"hello"}]}"#)
  }

  @Test func theRestOfTheRequestComesFromOptions() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    _ = try await org.run(
      "generate", "hallo", "--locale", "de_DE", "--input-locale", "de_DE:0.7", "--input-locale", "en_US",
      "--output-locale", "fr_FR", "--tag", "job=7", "--request", #"{"later":[1.50]}"#, "--header",
      "X-Mine: yes",
      "--feature-id", "mine", "--app-context", "Other")
    let request = try #require(org.server.requests.last)
    #expect(
      request.body == """
        {"prompt":"hallo","localization":{"defaultLocale":"de_DE","inputLocales":[{"locale":"de_DE","probability":0.7},\
        {"locale":"en_US"}],"expectedLocales":["fr_FR"]},"tags":{"job":7},"later":[1.50]}
        """)
    let header = ["x-mine", "x-client-feature-id", "x-sfdc-app-context"].map { request.header($0) }
    #expect(header == ["yes", "mine", "Other"])
  }

  @Test func aBaseWithAPathIsTakenWhole() async throws {
    let org = try Org([
      "POST /proxy/v9/models/sfdc_ai__DefaultOpenAIGPT4OmniMini/generations": [Documents.generation]
    ])
    let outcome = try await org.run("generate", "hello", "--base-url", org.server.address + "/proxy/v9")
    #expect(outcome.told == Told(0, "Once upon a time.\n", ""))
  }

  @Test func theLeastThatAServerMaySayIsEnough() async throws {
    let org = try Org([
      Documents.token: [.answer(200, #"{"access_token":"\#(Documents.webToken())"}"#)],
      Documents.generations: [
        .raw("HTTP/1.1 200 OK\n\n" + #"{"generation":{"generatedText":"Hi."}}"#).closing
      ],
    ])
    expect(try await org.run("generate", "hello"), is: Told(0, "Hi.\n", ""))
    #expect(
      try await org.run("generate", "hello", "--dry-run").exit == 0,
      "the kept token needs no more than it has")
  }

  @Test func aChunkedAnswerInManyPiecesIsOneAnswer() async throws {
    let pieces = Array(Documents.generationBody.utf8).map {
      "1\r\n\(String(decoding: [$0], as: UTF8.self))\r\n"
    }
    let org = try Org([
      Documents.generations: [
        .raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n\(pieces.joined())0\r\n\r\n")
      ]
    ])
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
  }

  @Test(arguments: [
    (#"{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":0}}"#),
    (#"{"inputTokens":7,"outputTokens":5,"totalTokens":12}"#),
    (#"{"inputTokenCount":7,"outputTokenCount":5,"totalTokenCount":12}"#),
  ])
  func usageIsTheSameWhoeverProvides(_ usage: String) async throws {
    let body = #"{"id":"i","generation":{"id":"g","generatedText":"t"},"parameters":{"usage":\#(usage)}}"#
    let org = try Org([Documents.generations: [.answer(200, body)]])
    let expected = """
      {"text":"t","model":"sfdc_ai__DefaultOpenAIGPT4OmniMini","generation_id":"g","id":"i",\
      "usage":{"input_tokens":7,"output_tokens":5,"total_tokens":12},"request_id":"req-7"}

      """
    expect(try await org.run("generate", "--json", "hello"), is: Told(0, expected, ""))
  }

  @Test func aModelNameIsEncodedForAPath() async throws {
    let org = try Org(["POST /einstein/platform/v1/models/a%2Fb%3F%20c/generations": [Documents.generation]])
    #expect(try await org.run("generate", "hello", "-m", "a/b? c").exit == 0)
  }
}

extension Org {
  func keptToken() throws -> String {
    let kept = try home.read(home.tokenFile())
    let start = try #require(kept.firstRange(of: #""access_token":""#)).upperBound
    return String(kept[start...].prefix { $0 != "\"" })
  }
}

extension Turn {
  /// The same, and the connection is closed at its end.
  var closing: Turn {
    var turn = self
    turn.steps.append(.close)
    return turn
  }
}
