import Wire

/// Asks a model, and those in its place one after the other when it does not answer: throttled, not available, or
/// refused, before anything of an answer was handed out.
package struct ModelFallback: Sendable {
  /// That a model did not answer, and which is the next, if any.
  package struct Step: Hashable, Sendable {
    /// Which did not.
    package let from: ModelName
    /// Which comes behind it; `nil` where nobody has answered.
    package let to: ModelName?
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
  ///   - observe: is told who did not answer when the next is asked, and when nobody has answered.
  ///   - attempt: has one model answer; what it hands out to anybody cannot be taken back.
  /// - Throws: what is no reason to ask another; where nobody answers, the first failure that may pass by itself, else
  ///   the first.
  package func perform<Answer>(
    _ chain: [ModelName], observe: (Step) -> Void = { _ in },
    attempt: (Turn) async throws -> Answer
  ) async throws -> Answer {
    guard chain.count > 1 else { return try await attempt(Turn(model: chain[0], hasNext: false)) }
    let deadline = limit.map { ExchangeLimit.Deadline(at: elapsed() + $0, elapsed: elapsed) }
    return try await ExchangeLimit.$deadline.withValue(deadline) {
      try await answer(of: chain, before: deadline, observe, attempt)
    }
  }

  private func answer<Answer>(
    of chain: [ModelName], before deadline: ExchangeLimit.Deadline?, _ observe: (Step) -> Void,
    _ attempt: (Turn) async throws -> Answer
  ) async throws -> Answer {
    var failures: [(reason: FallbackReason, error: any Error)] = []
    var passed: [(model: ModelName, reason: FallbackReason)] = []
    for (index, model) in chain.enumerated() {
      guard deadline.map({ $0.left > .zero }) ?? true || failures.isEmpty else { break }
      guard let ticket = breaker.admits(model) else {
        passed.append((model, .resting))
        continue
      }
      Self.tell(passed, before: model, observe)
      passed = []
      do {
        let turn = Turn(model: model, hasNext: index + 1 < chain.count)
        return try await ask(turn, with: ticket, isFirst: failures.isEmpty, attempt)
      } catch {
        guard let reason = reason(of: error, isFirst: failures.isEmpty) else { throw error }
        failures.append((reason, error))
        passed.append((model, reason))
      }
    }
    guard let first = failures.first else {
      let turn = Turn(model: chain[0], hasNext: false)
      return try await ask(turn, with: CircuitBreaker.Ticket(model: turn.model), isFirst: true, attempt)
    }
    Self.tell(passed, before: nil, observe)
    throw (failures.first { $0.reason != .refused } ?? first).error
  }

  /// Asks one model, and takes down what came of it.
  ///
  /// - Parameter isFirst: whether nobody was asked before, so that all the time was this model's.
  private func ask<Answer>(
    _ turn: Turn, with ticket: CircuitBreaker.Ticket, isFirst: Bool,
    _ attempt: (Turn) async throws -> Answer
  ) async throws -> Answer {
    do {
      let answer = try await attempt(turn)
      breaker.succeed(ticket)
      return answer
    } catch {
      if countsAsFailure(error, isFirst: isFirst) { breaker.fail(ticket) } else { breaker.release(ticket) }
      throw error
    }
  }

  private func countsAsFailure(_ error: any Error, isFirst: Bool) -> Bool {
    // A model is not at fault for the time that others took.
    if limit != nil, !isFirst, RetriesExhausted.lastFailure(of: error)?.failureClass == .timedOut {
      return false
    }
    return reason(of: error, isFirst: isFirst)?.countsAsFailure ?? false
  }

  /// Whoever went away has not been failed by anybody.
  private func reason(of error: any Error, isFirst: Bool) -> FallbackReason? {
    Task.isCancelled ? nil : FallbackReason(error, standsIn: !isFirst)
  }

  private static func tell(
    _ passed: [(model: ModelName, reason: FallbackReason)], before next: ModelName?, _ observe: (Step) -> Void
  ) {
    for (index, one) in passed.enumerated() {
      let to = index + 1 < passed.count ? passed[index + 1].model : next
      observe(Step(from: one.model, to: to, reason: one.reason))
    }
  }
}

extension ModelFallback.Turn {
  /// How long a model that has others behind it may let itself be waited for before it is asked again.
  private static let patience = Duration.seconds(5)

  /// A client that waits for the model for as long as its turn allows: not for one that wants to be left alone for long
  /// while there are others.
  package func client(_ models: ModelsClient) -> ModelsClient {
    hasNext ? models.waitingAtMost(Self.patience) : models
  }
}

extension ModelFallback {
  /// The answer to a request, and the request as the model got it that answered.
  ///
  /// - Parameters:
  ///   - models: asks each of them.
  ///   - attempt: has the request's model answer; is told whether others stand behind it.
  /// - Throws: as ``perform(_:observe:attempt:)``.
  package func perform<Answer>(
    _ request: ChatRequest, by models: ModelsClient, observe: (Step) -> Void = { _ in },
    attempt: (_ request: ChatRequest, _ models: ModelsClient, _ hasNext: Bool) async throws -> Answer
  ) async throws -> (request: ChatRequest, answer: Answer) {
    try await perform(table.chain(from: request.model), observe: observe) { turn in
      let asked = request.asking(turn.model)
      return (asked, try await attempt(asked, turn.client(models), turn.hasNext))
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
