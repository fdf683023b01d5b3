package import ModelsAPI
import Synchronization
import Wire

/// The models that the org has, as it told last: asked once in some minutes, while requests go on, and waited for only
/// by the first who want to know, and not for long.
package final class OrgModelCache: Sendable {
  private struct State {
    var models: [ConfiguredModel]? { didSet { choice = models.map { OrgModelChoice(among: $0) } } }
    /// Made once of what the org told, for every request may need it.
    private(set) var choice: OrgModelChoice?
    /// Until when nobody need ask again.
    var expiry = Duration.zero
    /// Under way.
    var question: Task<[ConfiguredModel]?, Never>?
  }

  private static let lifetime = Duration.seconds(5 * 60)
  /// How long an org that did not tell is left alone.
  private static let rest = Duration.seconds(60)
  private static let patience = Duration.seconds(3)

  private let state = Mutex(State())
  private let elapsed: @Sendable () -> Duration
  private let pause: @Sendable (Duration) async throws -> Void
  private let ask: @Sendable () async -> [ConfiguredModel]?

  /// - Parameters:
  ///   - elapsed: the time since a moment that stays the same.
  ///   - pause: waits; injected so that tests need not.
  ///   - ask: `nil` where the org does not tell; says itself why.
  package init(
    elapsed: @escaping @Sendable () -> Duration, pause: @escaping @Sendable (Duration) async throws -> Void,
    ask: @escaping @Sendable () async -> [ConfiguredModel]?
  ) {
    self.elapsed = elapsed
    self.pause = pause
    self.ask = ask
  }

  /// A choice among what the org told last; `nil` where it did not tell yet. Nobody waits, and what is old is asked for
  /// again meanwhile.
  var knownChoice: OrgModelChoice? {
    state.withLock { state in
      if state.question == nil, state.models != nil { start(&state) }
      return state.choice
    }
  }

  /// A choice among what the org has; `nil` where it does not tell, or not in time.
  func choice() async -> OrgModelChoice? {
    await models() == nil ? nil : knownChoice
  }

  /// What the org has; `nil` where it does not tell, or not in time.
  func models() async -> [ConfiguredModel]? {
    let (known, question) = state.withLock { state in
      if state.question == nil, state.models == nil || state.expiry <= elapsed() { start(&state) }
      return (state.models, state.question)
    }
    guard known == nil, let question else { return known }
    return await answer(to: question)
  }

  private func start(_ state: inout State) {
    guard state.expiry <= elapsed() else { return }
    // Nobody's own: the time that is left for the one request that began it is not the others'.
    state.question = ExchangeLimit.$deadline.withValue(nil) {
      Task {
        let models = await ask()
        take(models)
        return models
      }
    }
  }

  /// What was known before is better than nothing.
  private func take(_ models: [ConfiguredModel]?) {
    state.withLock { state in
      state.models = models ?? state.models
      state.expiry = elapsed() + (models == nil ? Self.rest : Self.lifetime)
      state.question = nil
    }
  }

  private func answer(to question: Task<[ConfiguredModel]?, Never>) async -> [ConfiguredModel]? {
    let (answers, continuation) = AsyncStream<[ConfiguredModel]?>.makeStream()
    Task {
      continuation.yield(await question.value)
      continuation.finish()
    }
    let timer = Task {
      try await pause(Self.patience)
      continuation.finish()
    }
    defer { timer.cancel() }
    for await models in answers { return models }
    return nil
  }
}
