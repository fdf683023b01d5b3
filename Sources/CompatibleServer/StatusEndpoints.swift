import FoundationEssentials
import HTTPTypes
import Wire

/// What the server tells about itself, in no API's words.
enum StatusEndpoints {
  static func routes(_ configuration: CompatibleServer.Configuration, _ serverMetrics: ServerMetrics)
    -> [Route]
  {
    let welcome = RootHandler(version: configuration.version)
    // Clients look whether anybody is there before they ask.
    return ["/v1", "/anthropic", "/anthropic/v1"].map { Route(.get, $0, welcome, terms: []) } + [
      Route(.get, "/", PageHandler(configuration, others: welcome), terms: []),
      Route(.get, "/health", HealthHandler(configuration), terms: []),
      Route(.get, "/metrics", MetricsHandler(serverMetrics: serverMetrics), terms: .key),
      Route(.get, "/stats", StatsHandler(configuration, serverMetrics), terms: .key),
    ]
  }
}

/// Says who is there.
struct RootHandler: RequestHandler {
  let version: String

  func respond(to context: RequestContext) -> HTTPReply {
    let body: JSONValue = ["name": "sfmodels", "version": .string(version), "status": "healthy"]
    return HTTPReply(.ok, contentType: "application/json", body.bytes)
  }
}

/// Says that the server is well; asks nobody else.
struct HealthHandler: RequestHandler {
  private let configuration: CompatibleServer.Configuration

  init(_ configuration: CompatibleServer.Configuration) { self.configuration = configuration }

  func respond(to context: RequestContext) -> HTTPReply {
    let body: JSONValue = [
      "status": "healthy", "timestamp": JSONValue(Int(configuration.now().timeIntervalSince1970)),
      "version": .string(configuration.version),
    ]
    return HTTPReply(.ok, contentType: "application/json", body.bytes)
  }
}

/// The counts, for Prometheus.
struct MetricsHandler: RequestHandler {
  let serverMetrics: ServerMetrics

  func respond(to context: RequestContext) -> HTTPReply {
    let page = MetricsText(
      serverMetrics.metrics.counts, serverMetrics.limiter.load, serverMetrics.circuits)
    return HTTPReply(.ok, contentType: MetricsText.contentType, Array(page.text.utf8))
  }
}
