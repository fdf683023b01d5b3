import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct StreamedReplyTests {
  private static let streamed = """
    {"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true}}
    """

  private static let frames = ScriptedService.frames([
    #"{"content":""}"#, #"{"content":"Héllo"}"#, #"{"content":" 😀","parameters":{"finish_reason":"stop"}}"#,
  ])

  /// The texts of the deltas, and what is not a delta.
  private static func contents(_ body: String) throws -> [String] {
    var contents: [String] = []
    var parser = ServerSentEventParser()
    try parser.read(Array(body.utf8)) { event in
      guard let json = try? JSONValue(decoding: event.data) else { return contents.append(event.text) }
      if let error = json["error"] { return contents.append("error: \(error["message"]?.string ?? "")") }
      let choice = json["choices"]?.array?.first
      contents.append(
        choice?["delta"]?["content"]?.string ?? choice?["finish_reason"]?.string
          ?? "usage \(json["usage"]?["total_tokens"]?.int ?? 0)")
    }
    return contents
  }

  private static let expected = ["", "Héllo", " 😀", "stop", "usage 45", "[DONE]"]

  @Test func aStreamIsAStream() async throws {
    let server = CompatibleServer(ScriptedService([.stream([Array(Self.frames.utf8)])]))
    let answer = try await server.post("/v1/chat/completions", Self.streamed)
    #expect(answer.status == 200)
    #expect(
      answer.values("content-type", "x-stream-downgraded", "x-accel-buffering", "cache-control") == [
        "text/event-stream", nil, "no", "no-cache, no-store, must-revalidate",
      ])
    #expect(try Self.contents(answer.body) == Self.expected)
  }

  @Test func itDoesNotMatterWhereTheUpstreamIsCut() async throws {
    let bytes = Array(Self.frames.utf8)
    let cuts = bytes.indices.dropFirst().map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
    for pieces in cuts + [bytes.map { [$0] }] {
      let server = CompatibleServer(ScriptedService([.stream(pieces)]))
      let answer = try await server.post("/v1/chat/completions", Self.streamed)
      try #require(try Self.contents(answer.body) == Self.expected)
    }
  }

  @Test func whatArrivesTogetherIsWrittenTogether() async throws {
    let server = CompatibleServer(ScriptedService([.stream([Array(Self.frames.utf8)])]))
    var reply = try await server.reply(.post, "/v1/chat/completions", body: Self.streamed)
    var pieces = 0
    while try await reply.body.next() != nil { pieces += 1 }
    #expect(pieces == 2, "all events of the one read, and the end")
  }

  @Test func anAnswerThatCameWholeIsAStreamThatSaysSo() async throws {
    let org = ScriptedService([
      .json(
        #"{"generationDetails":{"generations":[{"content":"Hello"}],"parameters":{"usage":{"inputTokens":2,"outputTokens":3}}}}"#
      )
    ])
    let answer = try await CompatibleServer(org, .models).post("/v1/chat/completions", Self.streamed)
    #expect(answer.fields["x-stream-downgraded"] == "true")
    #expect(answer.fields["content-type"] == "text/event-stream")
    #expect(try Self.contents(answer.body) == ["", "Hello", "stop", "usage 5", "[DONE]"])
  }

  @Test func aStreamThatBreaksEndsWithAnError() async throws {
    let half =
      "event: generation\ndata: {\"generation_details\":{\"generations\":[{\"content\":\"Hel\"}]}}\n\n"
    let server = CompatibleServer(
      ScriptedService([.stream([Array(half.utf8)], failing: HTTPFailure(.answer, .closed))]))
    let contents = try Self.contents(
      try await server.post("/v1/chat/completions", Self.streamed).body)
    #expect(contents.prefix(2) == ["", "Hel"])
    #expect(contents.count == 3)
    #expect(contents.last?.hasPrefix("error: ") == true)
  }

  @Test func aStreamThatDoesNotBeginIsAnAnswerWithItsStatus() async throws {
    let org = ScriptedService([.answer(status: 429, #"{"message":"slowly"}"#, headers: [.retryAfter: "7"])])
    let answer = try await CompatibleServer(org).post("/v1/chat/completions", Self.streamed)
    #expect(answer.status == 429)
    #expect(answer.fields["content-type"] == "application/json")
    #expect(answer.fields["retry-after"] == "7")
    #expect(answer.json?["error"]?["code"] == "rate_limit_exceeded")
  }
}
