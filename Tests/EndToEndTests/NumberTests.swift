import FoundationEssentials
import Testing

/// Numbers that no one can have meant, through the built program: it says what is wrong or goes on, and never dies.
@Suite struct NumberTests {
  static let numbers = [
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "4611686018427387904", "-1", "1.5",
    "1e300", "1e999", "nan", "inf", "0x10", "", "0",
  ]

  /// Exit statuses are small; a trap is a signal.
  private func expectSane(
    _ outcome: Outcome, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect((0...7).contains(outcome.exit), "\(what): \(outcome.told)", sourceLocation: sourceLocation)
    #expect(!outcome.errors.contains("Fatal error"), "\(what)", sourceLocation: sourceLocation)
  }

  private static func counted(_ body: String, _ number: String) -> Turn {
    let usage =
      #""usage":{"prompt_tokens":\#(number),"completion_tokens":\#(number),"total_tokens":\#(number)}"#
    return .answer(200, body.replacing("USAGE", with: usage))
  }

  @Test(arguments: ["9223372036854775807", "4611686018427387904", "-9223372036854775808", "9007199254740992"])
  func anUpstreamThatCountsWithoutEndEndsNoDataset(_ number: String) async throws {
    let body = #"{"generation":{"id":"g","generatedText":"a"},"parameters":{USAGE}}"#
    let org = try Org([Documents.generations: [Self.counted(body, number).always]])
    let rows = String(repeating: "{\"prompt\":\"hello\"}\n", count: 5)
    let outcome = try await org.run(
      "generate", "--from", "-", "--concurrency", "2", input: .text(rows))
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(outcome.output.split(separator: "\n").count == 5)
  }

  @Test(arguments: ["9223372036854775807", "4611686018427387904", "-9223372036854775808", "9007199254740992"])
  func anUpstreamThatCountsWithoutEndEndsNoVectors(_ number: String) async throws {
    let body = #"{"embeddings":[{"embedding":[0.5],"index":0}],"parameters":{USAGE}}"#
    let org = try Org([Documents.embeddings: [Self.counted(body, number).always]])
    let output = org.home.path + "/v.jsonl"
    let outcome = try await org.run(
      "embed", "--batch-size", "1", "-o", output, input: .text("a\nb\nc\nd\n"))
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(try org.home.read(output).split(separator: "\n").count == 4)
  }

  @Test(arguments: ["9223372036854775807", "4611686018427387904", "-9223372036854775808", "9007199254740992"])
  func anUpstreamThatCountsWithoutEndEndsNoServer(_ number: String) async throws {
    let body =
      #"{"generation_details":{"generations":[{"content":"a","parameters":{"finish_reason":"stop"}}],"parameters":{USAGE}}}"#
    let whole = Self.counted(body, number)
    let org = try Org { request, _ in
      guard request.address != Documents.token else { return Documents.tokenAnswer() }
      guard request.address.hasSuffix("/stream") else { return whole }
      let usage = #""usage":{"prompt_tokens":\#(number),"completion_tokens":\#(number)}"#
      let event = "data: \(body.replacing("USAGE", with: usage))\n\n"
      return .answer(200, "\(event)\(event)data: [DONE]\n\n", type: "text/event-stream")
    }
    let paths = ["/v1/chat/completions", "/v1/responses", "/v1/messages"]
    let answers = try await Served.on(org) { served in
      try paths.flatMap { path in
        try [false, true, false, true].map { streams in
          let question =
            path == "/v1/responses" ? #""input":"hi""# : #""messages":[{"role":"user","content":"hi"}]"#
          return try served.ask(
            "POST \(path)", "Content-Type: application/json", "anthropic-version: 2023-06-01",
            body: #"{"model":"gpt-4o-mini","max_tokens":5,"stream":\#(streams),\#(question)}"#)
        }
      } + [try served.ask("GET /health"), try served.ask("GET /metrics")]
    }
    for answer in answers { #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)") }
  }

  @Test(arguments: ["[1e-30,0,0]", "[3e38,0,0]", "[1e999,0,0]", "[0,0,0]", "[]"])
  func noVectorEndsASearch(_ vector: String) async throws {
    let org = try Org([
      Documents.embeddings: [.answer(200, #"{"embeddings":[{"embedding":\#(vector),"index":0}]}"#).always]
    ])
    let file = try org.home.write("{\"embedding\":[1,0,0]}\n{\"embedding\":[1e-30,0,0]}\n", to: "v.jsonl")
    expectSane(try await org.run("similar", "cat", "--in", file), vector)
    expectSane(try await org.run("similar", "cat", "--in", file, "--json"), vector)
    let fine = try Org([
      Documents.embeddings: [.answer(200, #"{"embeddings":[{"embedding":[1,0,0],"index":0}]}"#).always]
    ])
    let other = try fine.home.write("{\"embedding\":\(vector)}\n", to: "v.jsonl")
    expectSane(try await fine.run("similar", "cat", "--in", other), vector)
  }

  @Test func aSearchFindsTheSmallestVector() async throws {
    let org = try Org([
      Documents.embeddings: [.answer(200, #"{"embeddings":[{"embedding":[1e-30,0,0],"index":0}]}"#).always]
    ])
    let file = try org.home.write("{\"id\":\"a\",\"embedding\":[1,0,0]}\n", to: "v.jsonl")
    expect(try await org.run("similar", "cat", "--in", file), is: Told(0, "1.0000  a\n", ""))
  }

  @Test func aVectorWithoutLengthIsNamed() async throws {
    let org = try Org([
      Documents.embeddings: [.answer(200, #"{"embeddings":[{"embedding":[0,0],"index":0}]}"#)]
    ])
    let file = try org.home.write("{\"id\":\"a\",\"embedding\":[1,0]}\n", to: "v.jsonl")
    let outcome = try await org.run("similar", "cat", "--in", file)
    #expect(outcome.exit == 1)
    #expect(
      outcome.errors.hasPrefix(
        "sfmodels: the service's vector for the text has no length, so nothing is near to it\n"))
  }

  @Test(arguments: [
    (#"{"embedding":[],"index":0}"#, "a vector without numbers"),
    (#"{"embedding":[1e999],"index":0}"#, "a vector with a number that no 32-bit float can hold"),
    (#"{"embedding":[0.5],"index":0.5}"#, "a vector whose index is no whole number: 0.5"),
    (#"{"embedding":[0.5],"index":-1}"#, "0 vectors for 1 texts"),
  ])
  func vectorsThatAreNoneAreNotWritten(_ row: String, _ words: String) async throws {
    let org = try Org([Documents.embeddings: [.answer(200, #"{"embeddings":[\#(row)]}"#)]])
    let outcome = try await org.run("embed", "cat")
    #expect([outcome.exit, Int32(outcome.outputBytes.count)] == [1, 0])
    #expect(
      outcome.errors == "sfmodels: row 1: the service sent \(words)\nsfmodels: 1 of 1 row was refused\n",
      "\(outcome.errors)")
  }

  @Test(arguments: [
    ["generate", "hi", "--max-tokens"], ["generate", "hi", "--num-generations"],
    ["generate", "hi", "--top-k"],
    ["generate", "hi", "--seed"], ["generate", "hi", "--logprobs"], ["generate", "hi", "--temperature"],
    ["generate", "hi", "--top-p"], ["generate", "hi", "--frequency-penalty"],
    ["generate", "hi", "--timeout"],
    ["generate", "hi", "--max-time"], ["generate", "hi", "--retries"], ["generate", "hi", "--max-toxicity"],
    ["generate", "hi", "--input-locale", "de_DE", "--tag"], ["embed", "hi", "--batch-size"],
    ["embed", "--from", "/dev/null", "--concurrency"], ["embed", "--from", "/dev/null", "--rpm"],
    ["embed", "--from", "/dev/null", "--shard"], ["similar", "hi", "--in", "/dev/null", "-k"],
    ["auth", "token", "--min-lifetime"], ["batch", "wait", "0", "--interval"],
    ["batch", "wait", "0", "--max-wait"],
  ])
  func noNumberOfAnOptionTraps(_ words: [String]) async throws {
    for api in [[], ["--api", "llmg"]] where words[0] == "generate" || api.isEmpty {
      for number in Self.numbers {
        var call = try Alone().call()
        call.words = words + [number] + api + (words[0] == "auth" ? [] : ["--emulator"])
        expectSane(try await call.run(), call.words.joined(separator: " "))
      }
    }
  }

  @Test(arguments: ["timeout", "retries", "max-tokens", "temperature"])
  func noNumberOfASettingTraps(_ key: String) async throws {
    for number in Self.numbers {
      let alone = try Alone()
      let quoted = number.isEmpty || number.contains("x") ? "\"\(number)\"" : number
      try alone.home.write(
        "[profile.default]\n\(key) = \(quoted)\n\(key.uppercased()) = 1\n", to: alone.home.settings)
      expectSane(try await alone.run("generate", "hi", "--emulator", "--api", "llmg"), "\(key) = \(quoted)")
      expectSane(try await alone.run("config", "set", key, number), "\(key) \(number)")
    }
  }

  @Test(arguments: ["COLUMNS", "LINES", "SFMODELS_TIMEOUT", "SFMODELS_RETRIES"])
  func noNumberOfTheEnvironmentTraps(_ name: String) async throws {
    for number in Self.numbers {
      for words in [["help", "generate"], ["generate", "hi", "--emulator"], ["models"]] {
        var call = try Alone().call(with: [name: number])
        call.words = words
        expectSane(try await call.run(), "\(name)=\(number) \(words)")
      }
    }
  }

  @Test(arguments: ["1e300", "1e999", "-1e300", "9223372036854775807", "-1", "1.5", "\"soon\"", "null"])
  func noDateOfATokenTraps(_ number: String) async throws {
    func encoded(_ text: String) -> String {
      Data(text.utf8).base64EncodedString().filter { $0 != "=" }
        .map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
    }
    let claims = encoded(#"{"scp":"sfap_api","exp":\#(number),"iat":\#(number)}"#)
    let token = "\(encoded(#"{"alg":"RS256"}"#)).\(claims).c2lnbmF0dXJl"
    let org = try Org([
      Documents.token: [
        .answer(200, #"{"access_token":"\#(token)","expires_in":\#(number),"issued_at":\#(number)}"#).always
      ],
      Documents.generations: [Documents.generation.always],
    ])
    for words in [["generate", "hi"], ["auth", "status"], ["auth", "token", "--min-lifetime", "2490000h"]] {
      var call = org.call()
      call.words = words
      expectSane(try await call.run(), "\(number) \(words)")
    }
  }

  @Test(arguments: [
    "0", "-1", "1e300", "9223372036854775807", "Sun, 06 Nov 9223372036854775807 08:49:37 GMT",
  ])
  func noRetryAfterTraps(_ value: String) async throws {
    let busy = Documents.error(503, "BUSY", "later", headers: ["Retry-After: \(value)"])
    let org = try Org([Documents.generations: [busy, Documents.generation.always]])
    expectSane(try await org.run("generate", "hi", "--retries", "1"), value)
  }
}
