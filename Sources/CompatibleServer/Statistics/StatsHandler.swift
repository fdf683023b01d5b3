import FoundationEssentials
import HTTPTypes
import Wire

/// `GET /stats`: what runs, the figures of the last hour by minutes, and the last errors; where keys have names, an
/// admin's is needed.
struct StatsHandler: RequestHandler {
  private let configuration: CompatibleServer.Configuration
  private let serverMetrics: ServerMetrics

  init(_ configuration: CompatibleServer.Configuration, _ serverMetrics: ServerMetrics) {
    self.configuration = configuration
    self.serverMetrics = serverMetrics
  }

  /// - Throws: ``ServerError/adminOnly``.
  func respond(to context: RequestContext) throws -> HTTPReply {
    guard context.caller.isAdmin else { throw ServerError.adminOnly }
    let snapshot = serverMetrics.recent.snapshot
    var writer = JSONWriter()
    writer.object { body in
      writeServer(to: &body)
      body.object("last_hour") { Self.write(Self.sum(snapshot.minutes), to: &$0) }
      body.name("minutes")
      body.array { Self.write(snapshot, to: &$0) }
      body.name("errors")
      body.array { errors in
        for error in snapshot.errors { Self.write(error, to: &errors) }
      }
    }
    return HTTPReply(.ok, contentType: "application/json", writer.bytes)
  }

  private func writeServer(to body: inout JSONWriter) {
    let load = serverMetrics.limiter.load
    body.member("version", configuration.version)
    body.member("api", configuration.upstream?.api)
    body.member("host", configuration.upstream?.host)
    body.member("up_since", serverMetrics.recent.start.formatted(.iso8601))
    body.member("time", configuration.now().formatted(.iso8601))
    body.object("under_way") { counts in
      counts.member("waiting", load.waiting)
      counts.member("streaming", load.streaming)
    }
  }

  private static func sum(_ minutes: [MinuteFigures]) -> MinuteFigures {
    minutes.reduce(into: MinuteFigures()) { $0 += $1 }
  }

  private static func write(_ snapshot: RecentFigures.Snapshot, to minutes: inout JSONWriter) {
    let last = snapshot.minutes.count - 1
    for (index, figures) in snapshot.minutes.enumerated() {
      minutes.object { minute in
        let time = snapshot.lastMinute - Double((last - index) * 60)
        minute.member("time", time.formatted(.iso8601))
        write(figures, to: &minute)
      }
    }
  }

  private static func write(_ figures: MinuteFigures, to writer: inout JSONWriter) {
    writer.member("requests", figures.requests)
    writer.member("errors", figures.errors)
    writer.member("input_tokens", figures.inputTokens)
    writer.member("output_tokens", figures.outputTokens)
    writer.object("first_event_ms") { quantiles in
      for (name, share) in [("p50", 0.5), ("p95", 0.95)] {
        quantiles.name(name)
        if let seconds = figures.firstEvent.quantile(share) {
          quantiles.value(milliseconds(seconds))
        } else {
          quantiles.null()
        }
      }
    }
  }

  /// With as many digits as the histogram is worth.
  private static func milliseconds(_ seconds: Double) -> JSONValue {
    let tenths = (seconds * 10_000).rounded() / 10
    return tenths < 10 ? JSONValue(tenths) : JSONValue(Int(tenths.rounded()))
  }

  private static func write(_ error: RecentError, to errors: inout JSONWriter) {
    errors.object { writer in
      writer.member("time", error.time.formatted(.iso8601))
      writer.member("status", error.status)
      writer.member("code", error.code)
      writer.member("message", error.message)
      writer.member("method", error.method)
      writer.member("path", error.path)
      writer.member("model", error.model)
      writer.member("key", error.key)
      writer.member("request_id", error.requestID)
    }
  }
}
