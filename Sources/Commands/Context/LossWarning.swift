import FileSystem
import Synchronization

/// Sees to it that one cause for which things do not outlive this run is one warning, whatever is lost by it.
final class LossWarning: Sendable {
  /// What a loss comes from.
  enum Cause: Hashable, Sendable {
    case noHome
    /// errno.
    case system(Int32)
    /// A file or folder that is not what it should be.
    case unfit

    init(_ problem: PrivateFile.Problem) {
      switch problem {
      case .unreadable(let code), .unwritable(let code): self = .system(code)
      case .missing, .notAFile, .ownedByAnother, .openToOthers: self = .unfit
      }
    }
  }

  private struct State {
    var said: Set<Cause> = []
    /// What matters most of all that a cause makes be lost.
    var expected: [Cause: String] = [:]
  }

  private let state = Mutex(State())

  /// Names a loss that is certain to come, which is said in place of all others of this cause.
  func expect(_ words: String, for cause: Cause) { state.withLock { $0.expected[cause] = words } }

  /// Says what is certain to be lost.
  func sayExpected(_ say: (String) -> Void) {
    for (cause, words) in state.withLock({ $0.expected }) { once(cause, words, say) }
  }

  /// Says what is lost, unless something was lost for this cause before.
  func once(_ cause: Cause, _ words: String, _ say: (String) -> Void) {
    let words = state.withLock { state in
      state.said.insert(cause).inserted ? state.expected[cause] ?? words : nil
    }
    words.map(say)
  }
}
