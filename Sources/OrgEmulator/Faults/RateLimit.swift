import FoundationEssentials

/// Counts the requests of a minute and tells those beyond the limit how long to wait.
struct RateLimit: Sendable {
  private let perMinute: Int
  private var start: Date?
  private var count = 0

  init(perMinute: Int) { self.perMinute = perMinute }

  /// How long this request has to wait; `nil` when it may pass.
  mutating func wait(at now: Date) -> Duration? {
    let begin = start ?? now
    guard now.timeIntervalSince(begin) < 60 else {
      self = RateLimit(perMinute: perMinute)
      return wait(at: now)
    }
    start = begin
    count += 1
    return count <= perMinute ? nil : .seconds(60 - now.timeIntervalSince(begin))
  }
}
