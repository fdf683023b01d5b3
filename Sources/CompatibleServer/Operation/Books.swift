import FoundationEssentials
import HTTPTypes
import Synchronization

/// A visit that is over, as log and metrics see it.
struct BookEntry {
  let method: String
  let path: String
  let requestID: String
  let route: String
  let status: Int
  let arrival: Date
  /// Seconds.
  let duration: Double
  let bytes: Int
  let facts: Tally.Facts
  /// The value of `X-Sfmodels-Ignored`.
  let ignored: String?

  init(
    _ visit: Visit, route: String, status: Int, arrival: Date, duration: Double, bytes: Int, ignored: String?
  ) {
    method = visit.request.method.rawValue
    path = visit.path
    requestID = visit.id
    facts = visit.tally.facts
    self.route = route
    self.status = status
    self.arrival = arrival
    self.duration = max(0, duration)
    self.bytes = bytes
    self.ignored = ignored
  }
}

/// What the server remembers of its visits: the metrics and the access log.
final class Books: Sendable {
  let places: Places
  let metrics = Metrics()
  let now: @Sendable () -> Date
  private let log: AccessLog?

  init(_ configuration: CompatibleServer.Configuration) {
    places = Places(configuration.limits.concurrentRequests)
    now = configuration.now
    log = configuration.log.map { AccessLog(configuration.logFormat, write: $0) }
  }

  func enter(_ entry: BookEntry) {
    metrics.count(entry)
    log?.write(entry)
  }
}
