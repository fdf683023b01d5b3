import FoundationEssentials
import Wire

/// A batch job that needs no state: all that there is to know about it stands in its id.
struct EmulatedBatchJob: Equatable, Sendable {
  private let terms: Terms

  init(startedAt start: Date, duration: Duration, fails: Bool, serial: Int) {
    terms = Terms(
      milliseconds: UInt64(max(0, start.timeIntervalSince1970 * 1000)),
      seconds: UInt64(min(max(0, duration.components.seconds), 0xFFF)), fails: fails,
      serial: UInt64(serial % 0x800))
  }

  /// Reads an id; `nil` for one that this emulator did not make.
  init?(id: String) {
    guard let terms = Terms(id) else { return nil }
    self.terms = terms
  }

  var id: String { terms.id }

  var start: Date { Date(timeIntervalSince1970: Double(terms.milliseconds) / 1000) }

  private var end: Date { start + Double(terms.seconds) }

  /// A quarter of its time a job waits, then it runs.
  func status(at now: Date) -> JSONValue {
    var status: JSONObject = [
      "jobId": .string(id), "status": .string(phase(at: now)), "startTime": .string(start.timestamp),
    ]
    guard now >= end else { return .object(status) }
    status["endTime"] = .string(end.timestamp)
    status.set("error", terms.fails ? "The data source could not be read: access denied." : nil)
    return .object(status)
  }

  private func phase(at now: Date) -> String {
    guard now < end else { return terms.fails ? "FAILED" : "SUCCEEDED" }
    return now.timeIntervalSince(start) < Double(terms.seconds) / 4 ? "ACCEPTED" : "RUNNING"
  }
}

extension Date {
  /// RFC 3339, in UTC.
  fileprivate var timestamp: String { formatted(.iso8601) }
}
