package import ModelsAPI
import Synchronization
import Wire

/// Says which way each request goes upstream, and remembers where the org refuses the native one.
package final class LaneSelector: Sendable {
  /// The org's refusal of the native way.
  package struct Refused: Hashable, Sendable {
    /// Which model was asked.
    package let model: ModelName
    /// Over which API.
    package let surface: NativeSurface
    /// The status of the answer.
    package let status: Int
  }

  private struct Place: Hashable {
    let model: ModelName
    let surface: NativeSurface
  }

  private struct State {
    /// Until when nobody asks again.
    var refused: [Place: Duration] = [:]
    /// Of which somebody was told.
    var told: Set<Place> = []
  }

  /// How long a refusal holds.
  package static let memory = Duration.seconds(3_600)
  /// Clients make up names of models; memory for them is bounded.
  private static let mostPlaces = 1_000

  private let policy: LanePolicy
  private let elapsed: @Sendable () -> Duration
  private let tell: @Sendable (Refused) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - elapsed: the time since a moment that stays the same.
  ///   - tell: is told of each model and API once that the org refuses the native way.
  package init(
    _ policy: LanePolicy, elapsed: @escaping @Sendable () -> Duration,
    tell: @escaping @Sendable (Refused) -> Void
  ) {
    self.policy = policy
    self.elapsed = elapsed
    self.tell = tell
  }

  /// The way of a request.
  func lane(of model: ModelName, over surface: NativeSurface) -> Lane {
    switch policy {
    case .native: .native
    case .translated: .translated
    case .auto:
      surface.answers(model) && !isRefused(Place(model: model, surface: surface)) ? .native : .translated
    }
  }

  /// Whether a request that failed natively is to go the other way, which is remembered.
  func goesOn(after error: any Error, _ model: ModelName, over surface: NativeSurface) -> Bool {
    guard policy == .auto, let refusal = Refusal(endOf: error), Self.refusesTheWay(refusal) else {
      return false
    }
    remember(Refused(model: model, surface: surface, status: refusal.status))
    return true
  }

  /// Some orgs' gateways say no to every conversation that repeats a model's thinking, which the other way leaves out.
  ///
  /// Source: what https://github.com/KaranManral/sf-copilot-proxy has measured.
  private static func refusesTheWay(_ refusal: Refusal) -> Bool {
    let means = refusal.failureClass
    let isOfThinking = refusal.status == 502 && refusal.message?.contains("No user context") ?? false
    return means == .forbidden || means == .notFound || isOfThinking
  }

  private func isRefused(_ place: Place) -> Bool {
    let now = elapsed()
    return state.withLock { state in
      guard let end = state.refused[place] else { return false }
      if end <= now { state.refused[place] = nil }
      return end > now
    }
  }

  private func remember(_ refused: Refused) {
    let place = Place(model: refused.model, surface: refused.surface)
    let end = elapsed() + Self.memory
    let isNews = state.withLock { state in
      if state.refused.count >= Self.mostPlaces { state.refused = [:] }
      state.refused[place] = end
      return state.told.count < Self.mostPlaces && state.told.insert(place).inserted
    }
    if isNews { tell(refused) }
  }
}

extension Refusal {
  /// The status and the words by which an exchange was refused; `nil` where it ended in another way.
  init?(endOf error: any Error) {
    guard case .refused(let refusal)? = RetriesExhausted.lastFailure(of: error) as? ModelsFailure else {
      return nil
    }
    self = refusal
  }
}
