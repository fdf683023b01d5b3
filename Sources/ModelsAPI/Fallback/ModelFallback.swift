import Wire

/// Asks a model, and those in its place one after the other when it does not answer: throttled, not available, or
/// refused, before anything of an answer was handed out.
package struct ModelFallback: Sendable {
  /// That a model did not answer, and which is the next.
  package struct Step: Hashable, Sendable {
    /// Which did not.
    package let from: ModelName
    /// Which comes behind it.
    package let to: ModelName
    /// Why it did not.
    package let reason: FallbackReason
  }

  /// One model's turn.
  package struct Turn: Hashable, Sendable {
    /// Who is asked.
    package let model: ModelName
    /// Whether others stand behind it.
    package let hasNext: Bool
  }

  /// Which models stand in for which.
  package let table: FallbackTable
  /// Which of them rest.
  package let breaker: CircuitBreaker
  private let limit: Duration?
  private let elapsed: @Sendable () -> Duration

  /// No model has another in its place.
  package static let none = ModelFallback(.none, elapsed: { .zero })

  /// - Parameters:
  ///   - limit: the time that all attempts have together; `nil` is as much as they take.
  ///   - elapsed: the time since a moment that stays the same.
  ///   - tell: is told once that a model rests, and once that it is well again.
  package init(
    _ table: FallbackTable, within limit: Duration? = nil, elapsed: @escaping @Sendable () -> Duration,
    tell: @escaping @Sendable (CircuitBreaker.Change) -> Void = { _ in }
  ) {
    self.table = table
    self.limit = limit
    self.elapsed = elapsed
    breaker = CircuitBreaker(elapsed: elapsed, tell: tell)
  }

  /// The first answer of a chain's models, each of which has its turn when those before it did not answer. A model that
  /// rests is passed over; where all do, the first is asked all the same.
  ///
  /// - Parameters:
  ///   - chain: at least one model.
  ///   - observe: is told who did not answer when the next is asked.
  ///   - attempt: has one model answer; what it hands out to anybody cannot be taken back.
  /// - Throws: what is no reason to ask another; where nobody answers, the first failure that may pass by itself, else
  ///   the first.
  package func perform<Answer>(
    _ chain: [ModelName], observe: (Step) -> Void = { _ in },
    attempt: (Turn) async throws -> Answer
  ) async throws -> Answer {
    guard chain.count > 1 else { return try await attempt(Turn(model: chain[0], hasNext: false)) }
    let start = elapsed()
    var failures: [(reason: FallbackReason, error: any Error)] = []
    var passed: [(model: ModelName, reason: FallbackReason)] = []
    for (index, model) in chain.enumerated() {
      guard hasTime(since: start) || failures.isEmpty else { break }
      guard breaker.admits(model) else {
        passed.append((model, .resting))
        continue
      }
      Self.tell(passed, before: model, observe)
      passed = []
      do {
        return try await ask(Turn(model: model, hasNext: index + 1 < chain.count), since: start, attempt)
      } catch {
        guard let reason = reason(of: error) else { throw error }
        failures.append((reason, error))
        passed.append((model, reason))
      }
    }
    guard let first = failures.first else {
      return try await ask(Turn(model: chain[0], hasNext: false), since: start, attempt)
    }
    throw (failures.first { $0.reason != .refused } ?? first).error
  }

  /// Asks one model, and takes down what came of it.
  private func ask<Answer>(
    _ turn: Turn, since start: Duration, _ attempt: (Turn) async throws -> Answer
  ) async throws -> Answer {
    do {
      let rest = limit.map { max(.zero, $0 - (elapsed() - start)) }
      let answer = try await ExchangeLimit.$time.withValue(rest) { try await attempt(turn) }
      breaker.succeed(turn.model)
      return answer
    } catch {
      if reason(of: error)?.countsAsFailure ?? false {
        breaker.fail(turn.model)
      } else {
        breaker.release(turn.model)
      }
      throw error
    }
  }

  /// Whoever went away has not been failed by anybody.
  private func reason(of error: any Error) -> FallbackReason? {
    Task.isCancelled ? nil : FallbackReason(error)
  }

  private func hasTime(since start: Duration) -> Bool { limit.map { elapsed() - start < $0 } ?? true }

  private static func tell(
    _ passed: [(model: ModelName, reason: FallbackReason)], before next: ModelName, _ observe: (Step) -> Void
  ) {
    for (index, one) in passed.enumerated() {
      let to = index + 1 < passed.count ? passed[index + 1].model : next
      observe(Step(from: one.model, to: to, reason: one.reason))
    }
  }
}

extension ModelFallback {
  /// How long a model that has others behind it may let itself be waited for before it is asked again.
  private static let patience = Duration.seconds(5)

  /// Whether others stand behind the request's model.
  package func hasOthers(for request: ChatRequest) -> Bool { table.chain(from: request.model).count > 1 }

  /// The answer to a request, and the request as the model got it that answered.
  ///
  /// - Parameters:
  ///   - models: asks each of them; a service that wants to be left alone for long is not waited for while there are
  ///     others.
  ///   - attempt: has the request's model answer.
  /// - Throws: as ``perform(_:observe:attempt:)``.
  package func perform<Answer>(
    _ request: ChatRequest, by models: ModelsClient, observe: (Step) -> Void = { _ in },
    attempt: (ChatRequest, ModelsClient) async throws -> Answer
  ) async throws -> (request: ChatRequest, answer: Answer) {
    try await perform(table.chain(from: request.model), observe: observe) { turn in
      let asked = request.asking(turn.model)
      let client = turn.hasNext ? models.waitingAtMost(Self.patience) : models
      return (asked, try await attempt(asked, client))
    }
  }
}

extension ChatRequest {
  /// The same question to another model.
  package func asking(_ model: ModelName) -> ChatRequest {
    var request = self
    request.model = model
    return request
  }
}
