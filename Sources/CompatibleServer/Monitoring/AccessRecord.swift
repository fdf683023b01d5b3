import FoundationEssentials
import HTTPTypes
import Wire

/// A request that is over, as log and metrics see it.
struct AccessRecord {
  let method: String
  let path: String
  let requestID: String
  /// As it is written in the table of routes.
  let route: String
  let status: Int
  let arrival: Date
  /// Seconds.
  let duration: Double
  /// Of the answer's body.
  let bytes: Int
  let facts: Annotations.Facts
  /// The status of an error, also of one in a stream that began well; `nil` for a success.
  let error: Int?
  /// By a clock that nobody sets.
  let timing: RequestTiming

  /// - Parameter start: as the server's clock stood at the request's arrival.
  init(
    _ context: RequestContext, route: String, status: Int, arrival: Date, duration: Double, bytes: Int,
    start: Duration
  ) {
    method = context.request.method.rawValue
    path = context.path
    requestID = context.id
    let facts = context.annotations.facts
    self.facts = facts
    timing = RequestTiming(from: start, to: context.annotations.elapsed(), facts)
    error =
      status >= 400
      ? status
      : facts.upstreamFailure
        ?? facts.failure.map { context.dialect.reply(to: $0, requestID: context.id).head.status.code }
    self.route = route
    self.status = status
    self.arrival = arrival
    self.duration = max(0, duration)
    self.bytes = bytes
  }
}
