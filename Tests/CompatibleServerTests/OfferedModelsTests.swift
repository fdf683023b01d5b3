import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What clients are told of the org's models.
struct OfferedModelsTests {
  private static let models = [
    ConfiguredModel(name: "sfdc_ai__DefaultGPT4Omni", kind: .chat, status: .enabled),
    ConfiguredModel(name: "sfdc_ai__DefaultOpenAIGPT4", kind: .chat, status: .rerouted),
    ConfiguredModel(name: "sfdc_ai__DefaultO3", kind: .chat, status: .disabled),
    ConfiguredModel(name: "sfdc_ai__DefaultVertexAIGemini20Flash001", kind: .chat, status: .deprecated),
    ConfiguredModel(name: "Churn_CM_12l_0Az", kind: .other, status: .enabled),
    ConfiguredModel(name: "Acme_CM_12l_0Ay", kind: .chat, status: .other("Warming")),
    ConfiguredModel(name: "Vectors_CM_12l_0Ay", kind: .embedding, status: .enabled),
  ]

  private static func offered(
    _ models: [ConfiguredModel]?, aliases: [String: ModelName] = [:]
  ) -> OfferedModels {
    var map = ModelMap.sample
    map.aliases = aliases
    let cache = OrgModelCache(elapsed: { .zero }, pause: { _ in try await untilCancelled() }, ask: { models })
    return OfferedModels(map: map, org: cache)
  }

  @Test func areThoseOfTheOrgUnderAllTheirNames() async {
    let aliases: [String: ModelName] = [
      "mine": "Acme_CM_12l_0Ay", "gone": "sfdc_ai__DefaultO3", "gateway": "llmgateway__OpenAIGPT5",
    ]
    let names = await Self.offered(Self.models, aliases: aliases).entries().map(\.name)
    #expect(
      names == [
        "gateway", "mine", "gpt-4", "gpt-4o", "sfdc_ai__DefaultGPT4Omni", "sfdc_ai__DefaultOpenAIGPT4",
        "Acme_CM_12l_0Ay", "Vectors_CM_12l_0Ay",
      ])
  }

  @Test(
    arguments: [
      ("gpt-4o", "sfdc_ai__DefaultGPT4Omni"), ("openai/gpt-4o-2024-08-06", "sfdc_ai__DefaultGPT4Omni"),
      ("Acme_CM_12l_0Ay", "Acme_CM_12l_0Ay"), ("sfdc_ai__DefaultOpenAIGPT4", "sfdc_ai__DefaultOpenAIGPT4"),
      ("llmgateway__OpenAIGPT5", "llmgateway__OpenAIGPT5"), ("sfdc_ai__DefaultO3", nil),
      ("org__custom", nil), ("Churn_CM_12l_0Az", nil), ("llama", nil), ("", nil),
      // What requests with names of a family are answered by.
      ("o3", "sfdc_ai__DefaultGPT4Omni"), ("gemini-2.0-flash", "sfdc_ai__DefaultGPT4Omni"),
      ("claude-sonnet-4-5", "sfdc_ai__DefaultGPT4Omni"), ("claude-opus-9", "sfdc_ai__DefaultGPT4Omni"),
    ] as [(String, ModelName?)])
  func oneIsFoundUnderAnyOfItsNames(_ name: String, _ model: ModelName?) async {
    #expect(await Self.offered(Self.models).model(named: name) == model)
  }

  @Test func thoseThatMakeVectorsAreNoChatModels() async {
    let models = await Self.offered(Self.models).embeddingModels()
    #expect(models.contains("Vectors_CM_12l_0Ay") && !models.contains("Acme_CM_12l_0Ay"))
  }

  @Test(arguments: [nil, [], [ConfiguredModel(name: "a", status: .disabled)]] as [[ConfiguredModel]?])
  func areThoseOfTheCatalogueWhereTheOrgTellsNone(_ models: [ConfiguredModel]?) async {
    let offered = Self.offered(models)
    #expect(await offered.entries() == ModelMap.sample.entries)
    #expect(await offered.model(named: "o3") == "sfdc_ai__DefaultO3")
    #expect(await offered.model(named: "llama") == nil)
  }
}

/// The org is asked rarely, and nobody waits for it for long.
struct OrgModelCacheTests {
  private static let known = [ConfiguredModel(name: "a")]

  @Test func itIsAskedOnceInFiveMinutes() async {
    let (asked, clock) = (Recorder<Int>(), TestClock())
    let cache = OrgModelCache(
      elapsed: { clock.elapsed }, pause: { _ in try await untilCancelled() },
      ask: {
        asked.record(1)
        return Self.known
      })
    for _ in 1...3 { #expect(await cache.models() == Self.known) }
    #expect(asked.entries.count == 1)
    clock.advance(299)
    #expect(await cache.models() == Self.known && asked.entries.count == 1)
    clock.advance(2)
    // What was known is told at once.
    #expect(await cache.models() == Self.known)
    while asked.entries.count < 2 { await Task.yield() }
  }

  @Test func whatTimeARequestHasLeftIsItsOwn() async {
    let left = Recorder<Duration?>()
    let cache = OrgModelCache(
      elapsed: { .zero }, pause: { _ in try await untilCancelled() },
      ask: {
        left.record(ExchangeLimit.deadline?.left)
        return Self.known
      })
    let deadline = ExchangeLimit.Deadline(at: .seconds(1), elapsed: { .zero })
    let models = await ExchangeLimit.$deadline.withValue(deadline) { await cache.models() }
    #expect(models == Self.known)
    #expect(left.entries == [nil])
  }

  @Test func anOrgThatDoesNotTellIsLeftAloneForAMinute() async {
    let (asked, clock) = (Recorder<Int>(), TestClock())
    let cache = OrgModelCache(
      elapsed: { clock.elapsed }, pause: { _ in try await untilCancelled() },
      ask: {
        asked.record(1)
        return asked.entries.count == 1 ? nil : Self.known
      })
    #expect(await cache.models() == nil)
    #expect(await cache.models() == nil)
    #expect(asked.entries.count == 1)
    clock.advance(61)
    #expect(await cache.models() == Self.known)
  }

  @Test func nobodyWaitsForAnOrgThatIsSilent() async {
    let waits = Recorder<Duration>()
    let cache = OrgModelCache(
      elapsed: { .zero }, pause: { waits.record($0) },
      ask: {
        try? await untilCancelled()
        return Self.known
      })
    #expect(await cache.models() == nil)
    #expect(waits.entries == [.seconds(3)])
  }

  @Test func theChoiceIsAmongWhatItToldLast() async {
    let asked = Recorder<Int>()
    let cache = OrgModelCache(
      elapsed: { .zero }, pause: { _ in try await untilCancelled() },
      ask: {
        asked.record(1)
        return [ConfiguredModel(name: "sfdc_ai__DefaultGPT5", kind: .chat, status: .enabled)]
      })
    #expect(cache.knownChoice == nil && asked.entries.isEmpty)
    let choice = await cache.choice()
    #expect(choice?.has("sfdc_ai__DefaultGPT5") == true)
    #expect(cache.knownChoice?.has("sfdc_ai__DefaultGPT5") == true && asked.entries.count == 1)
  }

  @Test func manyAskTogether() async {
    let asked = Recorder<Int>()
    let cache = OrgModelCache(
      elapsed: { .zero }, pause: { _ in try await untilCancelled() },
      ask: {
        asked.record(1)
        return Self.known
      })
    await withTaskGroup(of: [ConfiguredModel]?.self) { group in
      for _ in 1...50 { group.addTask { await cache.models() } }
      for await models in group { #expect(models == Self.known) }
    }
    #expect(asked.entries.count == 1)
  }
}

/// Ends with the task that it is in.
private func untilCancelled() async throws {
  for await _ in AsyncStream<Never>.makeStream().stream {}
  throw CancellationError()
}
