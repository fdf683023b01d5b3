import ModelsAPI
import TestSupport
import Testing
import Wire

/// What the Models REST API cannot do is refused before anything is sent.
struct LimitTests {
  private static func settings(_ change: (inout GenerationSettings) -> Void) -> GenerationSettings {
    var settings = GenerationSettings()
    change(&settings)
    return settings
  }

  private static let all = settings {
    ($0.numberOfGenerations, $0.maximumTokens, $0.temperature, $0.topP, $0.topK) = (2, 1, 0, 1, 1)
    ($0.stopSequences, $0.frequencyPenalty, $0.presencePenalty, $0.seed) = (["x"], 0, 0, 0)
    ($0.parameters, $0.masksPersonalData, $0.safetyScoring, $0.biasScoring) = (["a": 1], false, .both, .input)
    ($0.logProbabilities, $0.turnID, $0.searchesWeb) = (0, "t", true)
    ($0.responseFormat, $0.composition, $0.slots) = (.text, CompositionSettings(), SlotFillingData())
    ($0.explainsMasking, $0.systemPromptStrategy) = (false, "")
  }

  @Test(
    arguments: [
      (settings { _ in }, []), (settings { $0.numberOfGenerations = 1 }, []),
      (settings { $0.numberOfGenerations = 2 }, [.numberOfGenerations]),
      (settings { $0.maximumTokens = 1 }, [.maximumTokens]),
      (settings { $0.temperature = 0 }, [.temperature]),
      (settings { $0.topP = 1 }, [.topP]), (settings { $0.topK = 1 }, [.topK]),
      (settings { $0.stopSequences = [""] }, [.stopSequences]),
      (settings { $0.frequencyPenalty = 0 }, [.frequencyPenalty]),
      (settings { $0.presencePenalty = 0 }, [.presencePenalty]), (settings { $0.seed = 0 }, [.seed]),
      (settings { $0.parameters = ["a": nil] }, [.parameters]),
      (settings { $0.masksPersonalData = false }, [.maskPersonalData]),
      (settings { $0.safetyScoring = .input }, [.safetyScoring]),
      (settings { $0.biasScoring = .output }, [.biasScoring]),
      (settings { $0.logProbabilities = 0 }, [.logProbabilities]), (settings { $0.turnID = "" }, [.turnID]),
      (settings { $0.searchesWeb = true }, [.webSearch]),
      (settings { $0.responseFormat = .text }, [.responseFormat]),
      (settings { $0.composition = CompositionSettings() }, [.composition]),
      (settings { $0.slots = SlotFillingData() }, [.slots]),
      (settings { $0.explainsMasking = false }, [.maskingDetails]),
      (settings { $0.systemPromptStrategy = "" }, [.systemPromptStrategy]),
      (all, GenerationSetting.allCases),
    ] as [(GenerationSettings, [GenerationSetting])])
  func namesEverySettingThatAsksForSomething(_ settings: GenerationSettings, _ named: [GenerationSetting]) {
    let request = ChatRequest(model: "m", .prompt(""), settings: settings)
    let limits = named.map { Unsupported(.setting($0), in: .modelsREST) }
    #expect(ModelsREST().limits(of: request, streamed: false) == limits)
    #expect(
      ModelsREST().limits(of: request, streamed: true) == limits + [Unsupported(.stream, in: .modelsREST)])
  }

  @Test func sendsNothingThatCannotBeDone() async {
    let limits = ModelsFailure.unsupported(
      GenerationSetting.allCases.map { Unsupported(.setting($0), in: .modelsREST) })
    await #expect(throws: limits) {
      try await ModelsClient(ScriptedService()).chat(ChatRequest(model: "m", .prompt(""), settings: Self.all))
    }
  }

  @Test func feedbackHasNoTurns() async {
    var feedback = Feedback(id: "f", generationID: "g", verdict: .good)
    feedback.turnID = "t"
    await #expect(throws: ModelsFailure.unsupported([Unsupported(.setting(.turnID), in: .modelsREST)])) {
      try await ModelsClient(ScriptedService()).submit(feedback)
    }
  }
}
