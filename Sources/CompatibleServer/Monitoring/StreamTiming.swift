/// When the events of a stream came: a value of its reader's own, so that nobody is locked out for an event.
struct StreamTiming: Equatable, Sendable {
  /// As the clock stood at the first event.
  private(set) var first: Duration?
  /// How many reads brought events.
  private(set) var events = 0
  /// Between one event and the next, in seconds; nothing where they are pieces of an answer that was there whole.
  private(set) var gaps = Histogram(.operations)
  private var last = Duration.zero
  /// For the upstream, since it was told.
  private var wait = Duration.zero
  private let isWhole: Bool

  /// - Parameter isWhole: whether the answer was there before its first event.
  init(isWhole: Bool) { self.isWhole = isWhole }

  mutating func note(wait more: Duration) { wait += more }

  /// The time that the upstream was waited for since the last time that somebody wanted to know.
  mutating func takeWait() -> Duration {
    defer { wait = .zero }
    return wait
  }

  mutating func note(eventAt now: Duration) {
    if first == nil { first = now } else if !isWhole { gaps.add((now - last) / .seconds(1)) }
    last = now
    events += 1
  }

  /// Whether it is time to tell of it: a reader may go away at any moment.
  var isWorthTelling: Bool { events == 1 || events % 64 == 0 }
}
