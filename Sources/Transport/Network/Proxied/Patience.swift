import NIOCore

/// How long a server may be silent. Time in which its answer is held back, because the reader is slow, does not count.
struct Patience {
  enum Verdict: Equatable {
    case exhausted
    case look(again: NIODeadline)
  }

  private let limit: TimeAmount
  private var waitingSince: NIODeadline?

  init(_ limit: TimeAmount) {
    self.limit = limit
  }

  /// The server said something, or may go on: from now on it is waited for.
  mutating func wait(from now: NIODeadline) {
    waitingSince = now
  }

  /// The server is not waited for.
  mutating func pause() {
    waitingSince = nil
  }

  func verdict(at now: NIODeadline) -> Verdict {
    let end = (waitingSince ?? now) + limit
    return end <= now ? .exhausted : .look(again: end)
  }
}
