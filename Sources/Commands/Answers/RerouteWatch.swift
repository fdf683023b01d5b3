import ModelsAPI
import Synchronization

/// Sees to it that a run says once of each model that another has answered in its place.
final class RerouteWatch: Sendable {
  /// What an answer told.
  private struct Answer: Hashable {
    let asked: ModelName
    let answering: String?
  }

  private struct State {
    /// Answers come by the thousand, and all tell the same.
    var seen: Set<Answer> = []
    var rerouted: Set<ModelName> = []
    var unsaid: [Reroute] = []
  }

  private let state = Mutex(State())

  /// - Parameter answering: as the answer names the model; `nil` where it names none.
  func see(_ asked: ModelName, answeredBy answering: String?) {
    state.withLock { state in
      guard state.seen.insert(Answer(asked: asked, answering: answering)).inserted,
        let reroute = Reroute(from: asked, to: answering), state.rerouted.insert(asked).inserted
      else { return }
      state.unsaid.append(reroute)
    }
  }

  /// Says what was seen since it was asked last.
  func say(_ notes: Notes) {
    let reroutes = state.withLock { state in
      defer { state.unsaid = [] }
      return state.unsaid
    }
    for reroute in reroutes { notes.note(reroute.words) }
  }
}

extension Reroute {
  fileprivate var words: String {
    "'\(asked)' is \(isRetired ? "retired and " : "")rerouted: \(answering) has answered in its place"
  }
}
