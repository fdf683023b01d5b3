import ModelsAPI
import TestSupport
import Testing
import Wire

/// What the gateway cannot do is refused before anything is sent.
struct LLMGatewayLimitTests {
  private static func ask(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    var request = ChatRequest(model: "m", .prompt(""))
    change(&request)
    return request
  }

  private static func complete(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    ask {
      $0.wantsCompletion = true
      change(&$0)
    }
  }

  private static let probable = Localization(
    defaultLocale: "de", inputLocales: [Localization.InputLocale("de", probability: 1)])

  @Test(
    arguments: [
      (ask { _ in }, []), (ask { $0.settings.numberOfGenerations = 2 }, []),
      (ask { $0.localization = Localization(defaultLocale: "de") }, []),
      (ask { $0.localization = probable }, [Unsupported(.localeProbability, in: .gateway)]),
      (ask { $0.tools = [.webSearch()] }, []), (complete { _ in }, []),
      (complete { $0.settings.topP = 1 }, []),
      (complete { $0.input = .messages([]) }, [completion(.conversationAsCompletion)]),
      (complete { $0.settings.logProbabilities = 0 }, [completion(.setting(.logProbabilities))]),
      (complete { $0.settings.turnID = "" }, [completion(.setting(.turnID))]),
      (complete { $0.settings.searchesWeb = true }, [completion(.setting(.webSearch))]),
      (complete { $0.settings.composition = CompositionSettings() }, [completion(.setting(.composition))]),
      (complete { $0.settings.slots = SlotFillingData() }, [completion(.setting(.slots))]),
      (complete { $0.settings.explainsMasking = true }, [completion(.setting(.maskingDetails))]),
      (complete { $0.settings.systemPromptStrategy = "" }, [completion(.setting(.systemPromptStrategy))]),
      (complete { $0.tools = [.webSearch()] }, [completion(.tools)]),
      (complete { $0.toolChoice = ToolChoice(.none) }, [completion(.toolChoice)]),
      (complete { $0.tags = ["a": 1] }, [completion(.tags)]),
      (
        complete { $0.localization = probable }, [completion(.localeProbability), completion(.localization)]
      ),
    ] as [(ChatRequest, [Unsupported])])
  func namesEveryWishThatHasNoWords(_ request: ChatRequest, _ limits: [Unsupported]) {
    #expect(LLMGateway().limits(of: request, streamed: false) == limits)
    #expect(
      LLMGateway().limits(of: request, streamed: true).filter { !limits.contains($0) } == several(request))
  }

  private func several(_ request: ChatRequest) -> [Unsupported] {
    request.settings.numberOfGenerations == 2 ? [Unsupported(.severalStreamedGenerations, in: .gateway)] : []
  }

  private static func completion(_ feature: Unsupported.Feature) -> Unsupported {
    Unsupported(feature, in: .gatewayCompletions)
  }

  @Test(
    arguments: [
      (ask { $0.tools = [.webSearch()] }, [.tools]),
      (ask { $0.toolChoice = ToolChoice(.auto) }, [.toolChoice]),
      (ask { $0.input = .messages([Message(.user, parts: [.image(url: "u")])]) }, [.messageParts]),
      (ask { $0.input = .messages([Message(.user, parts: [], name: "n")]) }, [.messageParts]),
      (ask { $0.input = .messages([Message(.tool, "42")]) }, [.messageParts]),
      (ask { $0.input = .messages([Message(.user, "a")]) }, []), (complete { _ in }, []),
      (complete { $0.input = .messages([]) }, [.conversationAsCompletion]),
    ] as [(ChatRequest, [Unsupported.Feature])])
  func theModelsRESTAPICanDoLess(_ request: ChatRequest, _ features: [Unsupported.Feature]) {
    #expect(
      ModelsREST().limits(of: request, streamed: false) == features.map { Unsupported($0, in: .modelsREST) })
  }

  @Test func theModelsRESTAPIHasOneEndpointForEachOfFourPurposes() async {
    let models = ModelsClient(ScriptedService())
    await #expect(throws: ModelsFailure.unsupported([Unsupported(.stream, in: .modelsREST)])) {
      _ = try await models.stream(.hello)
    }
    await #expect(throws: ModelsFailure.unsupported([Unsupported(.plugins, in: .modelsREST)])) {
      try await models.call(PluginRequest("p", data: [:]))
    }
    await #expect(throws: ModelsFailure.unsupported([Unsupported(.plugins, in: .modelsREST)])) {
      _ = try await models.stream(PluginRequest("p", data: [:]))
    }
    await #expect(throws: ModelsFailure.unsupported([Unsupported(.batches, in: .modelsREST)])) {
      try await models.status(of: "j")
    }
    await #expect(throws: ModelsFailure.unsupported([Unsupported(.batches, in: .modelsREST)])) {
      try await models.submit(BatchRequest(model: "m", source: .init(type: "s3", uri: "s3://x")))
    }
  }

  @Test func embeddingsHaveSettingsOnTheGatewayAlone() {
    var request = EmbeddingRequest(model: "m", inputs: [])
    (request.masksPersonalData, request.parameters) = (false, ["a": 1])
    #expect(LLMGateway().limits(of: request) == [])
    #expect(
      ModelsREST().limits(of: request)
        == [.parameters, .maskPersonalData].map { Unsupported(.setting($0), in: .modelsREST) })
    request.localization = Self.probable
    #expect(LLMGateway().limits(of: request) == [Unsupported(.localeProbability, in: .gateway)])
  }

  @Test(
    arguments: [
      (.good, nil, true), (nil, "words", true), (nil, nil, false), (nil, "", false),
    ] as [(Feedback.Verdict?, String?, Bool)])
  func feedbackSaysSomething(_ verdict: Feedback.Verdict?, _ text: String?, _ isFine: Bool) {
    let feedback = Feedback(id: "f", generationID: "g", verdict: verdict, text: text)
    let limits = isFine ? [] : [Unsupported(.verdictlessFeedback, in: .gateway)]
    #expect(LLMGateway().limits(of: feedback) == limits)
  }
}
