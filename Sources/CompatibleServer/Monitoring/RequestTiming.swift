/// Where the time of a request went.
struct RequestTiming: Equatable, Sendable {
  /// From its arrival to its answer's last byte.
  var total: Duration
  /// Waiting for the upstream alone.
  var upstream: Duration
  /// To the first event of a stream; `nil` where none came.
  var firstEvent: Duration?

  /// All that is no waiting for the upstream: reading, adapting, and what the client takes to read.
  var own: Duration { max(.zero, total - upstream) }

  /// - Parameters:
  ///   - start: as the clock stood at the request's arrival.
  ///   - end: as it stands at the end.
  init(from start: Duration, to end: Duration, _ facts: Annotations.Facts) {
    total = end - start
    upstream = facts.upstreamTime
    firstEvent = facts.stream?.first.map { $0 - start }
  }

  /// Seconds for each token behind the first; `nil` where they were not streamed or not counted.
  func perFurtherToken(_ tokens: Int) -> Double? {
    guard let firstEvent, tokens > 1 else { return nil }
    return (total - firstEvent) / .seconds(1) / Double(tokens - 1)
  }
}
