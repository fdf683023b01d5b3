import FoundationEssentials
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct RequestAdaptationTests {
  private let chat = ChatRequest(model: "m", .messages([Message(.user, "Hello")]))

  private func chat(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    var request = chat
    change(&request)
    return request
  }

  private let weather = Tool.function(
    ToolFunction("weather", parameters: ["type": "object", "required": ["city"]]))

  @Test func habitualSettingsAreLeftOutAndNamed() async throws {
    let service = ScriptedService(restAnswer("Hi"))
    let request = chat {
      $0.settings.temperature = 0.5
      $0.settings.topP = 1
      $0.settings.topK = 4
      $0.settings.maximumTokens = 10
      $0.settings.frequencyPenalty = 0
      $0.settings.presencePenalty = 0
      $0.settings.seed = 7
    }
    let answer = try await ServedModels.played(service).answer(request)
    #expect(
      answer.ignored == [
        "max_tokens", "temperature", "top_p", "top_k", "frequency_penalty", "presence_penalty", "seed",
      ])
    #expect(service.paths == ["/models/m/chat-generations"])
    #expect(service.bodies == [#"{"messages":[{"role":"user","content":"Hello"}]}"#])
  }

  @Test func theyReachAnUpstreamThatHasThem() async throws {
    let service = ScriptedService(.json(gatewayAnswer))
    let request = chat {
      $0.settings.temperature = 0.5
      $0.settings.stopSequences = ["i"]
      $0.tools = [weather]
    }
    let answer = try await ServedModels.played(service, speaking: LLMGateway()).answer(request)
    #expect(answer.ignored == [])
    #expect(answer.reply.generations[0].text == "Hi")
    let body = try JSONValue(decoding: service.bodies[0])
    #expect(body["generation_settings"] == ["temperature": 0.5, "stop_sequences": ["i"]])
    #expect(body["tools"]?.array?.count == 1)
  }

  private let gatewayAnswer =
    #"{"id":"x","generation_details":{"generations":[{"id":"g","role":"assistant","content":"Hi"}]}}"#

  private static let refused: [(ChatRequest, [String])] = {
    func chat(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
      var request = ChatRequest(model: "m", .messages([Message(.user, "Hello")]))
      change(&request)
      return request
    }
    func parts(_ parts: Message.Part...) -> ChatRequest {
      ChatRequest(model: "m", .messages([Message(.user, parts: parts)]))
    }
    return [
      (chat { $0.settings.numberOfGenerations = 2 }, ["n"]),
      (chat { $0.settings.logProbabilities = 3 }, ["logprobs"]),
      (chat { $0.settings.parameters = ["logit_bias": [:], "user": "u"] }, ["logit_bias", "user"]),
      (parts(.text("See"), .image(url: "data:")), ["messages (image)"]),
      (parts(.audio(url: ""), .other(["type": "file"])), ["messages (audio)", "messages (file)"]),
      (chat { $0.tools = [.other(["type": "code_interpreter"])] }, ["tools (code_interpreter)"]),
      (
        chat {
          $0.settings.numberOfGenerations = 2
          $0.settings.logProbabilities = 1
          $0.settings.seed = 1
        }, ["n", "logprobs"]
      ),
    ]
  }()

  @Test(arguments: refused)
  func whatCannotBeHadIsRefusedBeforeAnythingIsSent(_ request: ChatRequest, _ names: [String]) async throws {
    let models = ServedModels.played(ScriptedService())
    let failure = try await #require(throws: ServerError.self) { _ = try await models.answer(request) }
    guard case .unsupported(names, let wayOut) = failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(wayOut.contains("--api llmg"))
  }

  @Test func searchesAndParticipantsNamesAreLeftOut() async throws {
    let service = ScriptedService(restAnswer("Hi"))
    let request = chat {
      $0.tools = [.webSearch()]
      $0.input = .messages([Message(.user, parts: [.text("Hello")], name: "Ada")])
    }
    let answer = try await ServedModels.played(service).answer(request)
    #expect(answer.ignored == ["web_search", "name"])
    #expect(service.paths == ["/models/m/chat-generations"])
    #expect(service.bodies == [#"{"messages":[{"role":"user","content":"Hello"}]}"#])
  }

  @Test(arguments: [
    (["b"], "a", "b"), (["zz", "c", "b"], "a", "b"), (["abc"], "", "abc"), (["x"], "abc\r\nd", nil),
    (["\n"], "abc\r", "\n"), ([""], "abc\r\nd", nil), (["d"], "abc\r\n", "d"), ([], "abc\r\nd", nil),
  ])
  func theTextEndsBeforeTheFirstStopSequence(_ stops: [String], _ text: String, _ matched: String?)
    async throws
  {
    let models = ServedModels.played(ScriptedService(restAnswer("abc\r\nd", finish: "length")))
    let answer = try await models.answer(chat { $0.settings.stopSequences = stops })
    #expect(answer.reply.generations[0].text == text)
    #expect(answer.stopSequence == matched)
    #expect(answer.reply.generations[0].finishReason == FinishReason(matched == nil ? "length" : "stop"))
  }

  @Test func aCallInWordsBecomesACall() async throws {
    let text = #"{"text": "One moment.", "tool_calls": [{"name": "weather", "arguments": {"city": "Rome"}}]}"#
    let service = ScriptedService(restAnswer(text))
    let answer = try await ServedModels.played(service).answer(chat { $0.tools = [weather] })
    let expected = Generation(
      id: "g-1", text: "One moment.", finishReason: FinishReason("tool_calls"),
      toolCalls: [ToolCall(id: "call_1", name: "weather", arguments: #"{"city":"Rome"}"#)])
    #expect(answer.reply.generations == [expected])
    #expect(service.bodies[0].contains(##""role":"system","content":"# Functions"##))
  }

  @Test func aStopSequenceInTheWordsBeforeACallTakesTheCallAway() async throws {
    let text = #"{"text": "One END", "tool_calls": [{"name": "weather", "arguments": {"city": "END"}}]}"#
    let models = ServedModels.played(ScriptedService(restAnswer(text)))
    let answer = try await models.answer(
      chat {
        $0.tools = [weather]
        $0.settings.stopSequences = ["END"]
      })
    #expect(answer.reply.generations[0].text == "One ")
    #expect(answer.reply.generations[0].toolCalls == [])
  }

  @Test(arguments: [
    ("{\"a\": 1}", "{\"a\": 1}"), ("```json\n{\"a\": 1,}\n```", "{\"a\": 1,}"), ("I can't.", "I can't."),
    (" {\"a\": 1}\n", " {\"a\": 1}\n"),
  ])
  func jsonIsAskedForInWordsAndTakenOutOfItsFence(_ text: String, _ served: String) async throws {
    let service = ScriptedService(restAnswer(text))
    let format = ResponseFormat.jsonSchema(name: "a", schema: ["type": "object"], isStrict: true)
    let answer = try await ServedModels.played(service).answer(chat { $0.settings.responseFormat = format })
    #expect(answer.reply.generations[0].text == served)
    #expect(answer.ignored == [])
    let body = try JSONValue(decoding: service.bodies[0])
    #expect(
      body["messages"]?.array?.first?["content"] == """
        Give your answer to the user as one JSON object and nothing else, with no text before or after it and no code \
        fence.

        The object must be valid against this JSON Schema:

        {"type":"object"}
        """)
  }

  @Test func plainTextAsAFormNeedsNothing() async throws {
    let service = ScriptedService(restAnswer("```\nHi\n```"))
    let answer = try await ServedModels.played(service).answer(chat { $0.settings.responseFormat = .text })
    #expect(answer.reply.generations[0].text == "```\nHi\n```")
    #expect(service.paths == ["/models/m/chat-generations"])
    #expect(service.bodies == [#"{"messages":[{"role":"user","content":"Hello"}]}"#])
  }
}
