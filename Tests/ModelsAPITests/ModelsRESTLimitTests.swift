import ModelsAPI
import TestSupport
import Testing
import Wire

/// What the Models REST API cannot do is refused before anything is sent.
struct ModelsRESTLimitTests {
  private static let all = GenerationSetting.allCases.reduce(into: GenerationSettings()) { $0.ask(for: $1) }

  private static func limits(of settings: GenerationSettings, streamed: Bool = false) -> [Unsupported] {
    let request = ChatRequest(model: "m", .prompt(""), settings: settings)
    return ModelsREST().limits(of: request, streamed: streamed)
  }

  @Test(arguments: GenerationSetting.allCases)
  func everySettingThatAsksForSomethingIsNamed(_ setting: GenerationSetting) {
    var settings = GenerationSettings()
    settings.ask(for: setting)
    let limit = Unsupported(.setting(setting), in: .modelsREST)
    #expect(Self.limits(of: settings) == [limit])
    #expect(
      Self.limits(of: settings, streamed: true) == [limit, Unsupported(.stream, in: .modelsREST)])
  }

  @Test func settingsAreNamedInTheOrderInWhichPeopleReadOfThem() {
    #expect(
      Self.limits(of: Self.all)
        == GenerationSetting.allCases.map { Unsupported(.setting($0), in: .modelsREST) })
  }

  @Test func whatAModelDoesAnywayAsksForNothing() {
    var settings = GenerationSettings()
    #expect(Self.limits(of: settings) == [])
    settings.numberOfGenerations = 1
    #expect(Self.limits(of: settings) == [])
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

extension GenerationSettings {
  /// Asks for what is least: zero, no, nothing in it.
  fileprivate mutating func ask(for setting: GenerationSetting) {
    switch setting.declaration.value {
    case .whole(let path): self[keyPath: path] = setting.declaration.name == "num_generations" ? 2 : 0
    case .number(let path): self[keyPath: path] = 0
    case .flag(let path): self[keyPath: path] = false
    case .presence(let path): self[keyPath: path] = true
    case .text(let path): self[keyPath: path] = ""
    case .texts(let path): self[keyPath: path] = [""]
    case .object(let path): self[keyPath: path] = ["a": nil]
    case .choice(let choice): choice.choose(&self, choice.words[0])
    case .structure: askForStructure(setting)
    }
  }

  private mutating func askForStructure(_ setting: GenerationSetting) {
    switch setting {
    case .responseFormat: responseFormat = .text
    case .composition: composition = CompositionSettings()
    case .slots: slots = SlotFillingData()
    default: Issue.record("there is no example of \(setting)")
    }
  }
}
