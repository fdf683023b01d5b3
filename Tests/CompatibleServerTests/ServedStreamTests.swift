import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ServedStreamTests {
  private let chat = ChatRequest(model: "m", .messages([Message(.user, "Hello")]))
  private let frame = #"{"id":"x","generation_details":{"generations":[{"id":"g","content":"Hel"}]}}"#
  private let last =
    #"{"id":"x","generation_details":{"generations":[{"id":"g","content":"lo","parameters":{"finish_reason":"stop"}}]}}"#

  private func generation(_ data: String) -> String { "event: generation\ndata: \(data)\n\n" }

  private func all(_ stream: consuming ServedStream) async throws -> [[ReplyEvent]] {
    var pulls: [[ReplyEvent]] = []
    while let events = try await stream.next() { pulls.append(events) }
    return pulls
  }

  @Test func aWholeAnswerIsToldAsEvents() async throws {
    let text =
      #"{"text": "Hm", "tool_calls": [{"name": "now", "arguments": {}}, {"name": "now", "arguments": {}}]}"#
    let service = ScriptedService(restAnswer(text))
    var request = chat
    request.tools = [.function(ToolFunction("now"))]
    request.settings.seed = 1
    let stream = try await ServedModels.played(service).stream(request)
    #expect(stream.isDowngraded)
    #expect(stream.ignored == ["seed"])
    #expect(
      try await all(stream) == [
        [
          .exchange(id: "x-1"), .model("gpt"),
          .usage(Usage(inputTokens: 7, outputTokens: 5, totalTokens: 12)),
          .generation(id: "g-1"), .text("Hm"),
          .toolCall(ToolCallFragment(index: 0, id: "call_1", name: "now", arguments: "{}")),
          .toolCall(ToolCallFragment(index: 1, id: "call_2", name: "now", arguments: "{}")),
          .finished(FinishReason("tool_calls")),
        ]
      ])
  }

  @Test func aWholeAnswerIsToldInPieces() async throws {
    let models = ServedModels.played(ScriptedService(restAnswer("One two  three")))
    let texts = try await all(models.stream(chat)).map { read in
      read.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
    #expect(texts == [["One"], [" two"], ["  three"]])
  }

  @Test(arguments: [
    ("", 4, [""]), ("a", 4, ["a"]), (" a", 4, [" a"]), ("a b", 1, ["a b"]),
    ("a b\n\nc d", 4, ["a", " b", "\n\nc", " d"]),
    ("a b c d e", 4, ["a b", " c d", " e"]), ("é\r\nü ", 4, ["é", "\r\nü", " "]),
    ("a b c d e f g h i", 4, ["a b c", " d e f", " g h i"]),
  ])
  func textsAreCutBeforeTheirWords(_ text: String, _ limit: Int, _ pieces: [String]) {
    #expect(text.wordPieces(atMost: limit) == pieces)
  }

  @Test func severalAnswersAreToldOneAfterTheOther() {
    let reply = Reply(
      id: nil,
      generations: [
        Generation(id: nil, text: "a b"), Generation(id: nil, text: "c d", logProbabilities: [1]),
        Generation(id: nil, text: ""),
      ], usage: nil, answeringModel: nil, requestID: nil, body: [])
    let stop = ReplyEvent.finished(FinishReason("stop"))
    #expect(
      reply.reads == [
        [.text("a")],
        [.text(" b"), stop, .choice(1), .logProbabilities([1]), .text("c d"), stop, .choice(2), stop],
      ])
  }

  @Test func severalStreamedAnswersAreHadByWaiting() async throws {
    let generation = #"{"content":"a","parameters":{"finish_reason":"stop"}}"#
    let service = ScriptedService(
      .json(#"{"id":"x","generation_details":{"generations":[\#(generation),\#(generation)]}}"#))
    var request = chat
    request.settings.numberOfGenerations = 2
    let stream = try await ServedModels.played(service, speaking: LLMGateway()).stream(request)
    #expect(stream.isDowngraded)
    #expect(try await all(stream).joined().contains(.choice(1)))
  }

  @Test func aWholeAnswerIsCutBeforeAStopSequence() async throws {
    var request = chat
    request.settings.stopSequences = ["l"]
    let stream = try await ServedModels.played(ScriptedService(restAnswer("Hello"))).stream(request)
    #expect(stream.stopSequence == "l")
    #expect(try await all(stream)[0].contains(.text("He")))
  }

  @Test func aRealStreamComesReadByRead() async throws {
    let service = ScriptedService(.events([generation(frame), generation(last) + generation("[DONE]")]))
    let stream = try await ServedModels.played(service, speaking: LLMGateway()).stream(chat)
    #expect(!stream.isDowngraded)
    #expect(
      try await all(stream) == [
        [.exchange(id: "x"), .generation(id: "g"), .text("Hel")],
        [.text("lo"), .finished(FinishReason("stop"))],
      ])
    #expect(service.paths == ["/chat/generations/stream"])
  }

  @Test func aFailureOnTheWayIsThrownBehindWhatCame() async throws {
    let broken = HTTPFailure(.answer, .closed, peer: "api.example:443")
    let service = ScriptedService(.events([generation(frame)], failing: broken))
    var stream = try await ServedModels.played(service, speaking: LLMGateway()).stream(chat)
    #expect(try await stream.next()?.contains(.text("Hel")) == true)
    let failure = try await #require(throws: ServerError.self) { _ = try await stream.next() }
    #expect(failure.upstream?.status == 502)
    #expect(
      failure.upstream?.message
        == "No answer from upstream: api.example:443 closed the connection before the answer was whole.")
  }

  @Test func aRefusalBeforeTheStreamKeepsItsStatus() async throws {
    let body = #"{"errorCode":"LIMIT_EXCEEDED","message":"Too many requests"}"#
    let service = ScriptedService(.answer(status: 429, body, headers: [.retryAfter: "7"]))
    let models = ServedModels.played(service, speaking: LLMGateway())
    let failure = try await #require(throws: ServerError.self) { _ = try await models.stream(chat) }
    #expect(failure.upstream?.status == 429)
    #expect(failure.upstream?.retryAfter == 7)
  }
}

extension ServerError {
  var upstream: UpstreamFailure? { if case .upstream(let failure) = self { failure } else { nil } }
}
