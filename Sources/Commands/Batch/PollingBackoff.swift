/// Decides how long to pause before asking again: always as long as wanted, or longer and longer.
struct PollingBackoff {
  private static let longestPause = Duration.seconds(60)

  private let interval: Duration?
  private var upcoming = Duration.seconds(2)

  /// - Parameter interval: `nil` begins with seconds and ends with a minute.
  init(_ interval: Duration?) {
    self.interval = interval
  }

  /// - Parameter retryAfter: what the service wants the pause to be at least.
  mutating func pause(retryAfter: Duration?) -> Duration {
    defer { upcoming = min(upcoming * 3 / 2, Self.longestPause) }
    return max(interval ?? upcoming, retryAfter ?? .zero)
  }
}
