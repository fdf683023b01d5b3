import Synchronization

/// Keeps models from being asked that have failed several times in a row: each rests for a while, and then answers one
/// request alone before it counts as well again. One for a process; it knows only models that it was told of.
package final class CircuitBreaker: Sendable {
  /// As the field calls it.
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// The model is asked.
    case closed
    /// It rests.
    case open
    /// One request tries whether it is well again.
    case halfOpen = "half-open"
  }

  /// What has become of a model.
  package enum Change: Hashable, Sendable {
    case opened(ModelName)
    case closed(ModelName)
  }

  /// That a model may be asked.
  struct Ticket {
    let model: ModelName
    /// Whether it is the one request that tries whether the model is well again: it alone ends the trial.
    var isProbe = false
  }

  private enum Circuit {
    case closed(failures: Int)
    case open(until: Duration)
    case halfOpen
  }

  /// So many failures in a row are enough.
  package static let threshold = 5
  /// For which a model rests.
  package static let rest = Duration.seconds(30)
  /// Clients may make up names of models; memory for them is bounded.
  private static let mostModels = 1_000

  private let elapsed: @Sendable () -> Duration
  private let tell: @Sendable (Change) -> Void
  private let circuits = Mutex<[ModelName: Circuit]>([:])

  /// - Parameters:
  ///   - elapsed: the time since a moment that stays the same.
  ///   - tell: is told once that a model rests, and once that it is well again.
  package init(
    elapsed: @escaping @Sendable () -> Duration, tell: @escaping @Sendable (Change) -> Void = { _ in }
  ) {
    self.elapsed = elapsed
    self.tell = tell
  }

  /// Whether the model may be asked now; `nil` while it rests. Whoever is let in says what came of it:
  /// ``succeed(_:)``, ``fail(_:)`` or ``release(_:)``.
  func admits(_ model: ModelName) -> Ticket? {
    let now = elapsed()
    return circuits.withLock { circuits in
      switch circuits[model] {
      case nil, .closed?: return Ticket(model: model)
      case .halfOpen?: return nil
      case .open(let end)?:
        guard end <= now else { return nil }
        circuits[model] = .halfOpen
        return Ticket(model: model, isProbe: true)
      }
    }
  }

  /// The model has answered.
  func succeed(_ ticket: Ticket) {
    let isNews = circuits.withLock { circuits in
      switch circuits[ticket.model] {
      case nil: return false
      case .closed?:
        circuits[ticket.model] = nil
        return false
      case .halfOpen? where !ticket.isProbe: return false
      case .open?, .halfOpen?:
        circuits[ticket.model] = nil
        return true
      }
    }
    if isNews { tell(.closed(ticket.model)) }
  }

  /// The model was throttled, not there, or did not answer.
  func fail(_ ticket: Ticket) {
    let (model, end) = (ticket.model, elapsed() + Self.rest)
    let isNews = circuits.withLock { circuits in
      switch circuits[model, default: .closed(failures: 0)] {
      case .closed(let failures):
        if circuits.count >= Self.mostModels { circuits = [:] }
        let isEnough = failures + 1 >= Self.threshold
        circuits[model] = isEnough ? .open(until: end) : .closed(failures: failures + 1)
        return isEnough
      case .halfOpen:
        if ticket.isProbe { circuits[model] = .open(until: end) }
        return false
      // Asked before it began to rest.
      case .open: return false
      }
    }
    if isNews { tell(.opened(model)) }
  }

  /// Nobody knows what would have come of it: whoever asked went away, or the request was at fault.
  func release(_ ticket: Ticket) {
    guard ticket.isProbe else { return }
    let now = elapsed()
    circuits.withLock { circuits in
      if case .halfOpen? = circuits[ticket.model] { circuits[ticket.model] = .open(until: now) }
    }
  }

  /// Those of which it knows anything but that they are well.
  package var models: [ModelName] { circuits.withLock { Array($0.keys) } }

  /// How it stands with a model.
  package func state(of model: ModelName) -> State {
    let now = elapsed()
    return circuits.withLock { circuits in
      switch circuits[model] {
      case nil, .closed?: .closed
      case .halfOpen?: .halfOpen
      case .open(let end)?: end <= now ? .halfOpen : .open
      }
    }
  }
}
