import FoundationEssentials
import HTTPTypes
import Wire

/// What the server tells about itself, in no API's words.
enum Pages {
  static func routes(_ configuration: CompatibleServer.Configuration, _ books: Books) -> [Route] {
    let welcome = WelcomePage(version: configuration.version)
    // Clients look whether anybody is there before they ask.
    return ["/", "/v1", "/anthropic", "/anthropic/v1"].map { Route(.get, $0, welcome, terms: []) } + [
      Route(.get, "/health", HealthPage(configuration), terms: []),
      Route(.get, "/metrics", MetricsPage(books: books), terms: .key),
    ]
  }
}

/// Says who is there.
struct WelcomePage: Desk {
  let version: String

  func answer(_ visit: Visit) -> HTTPReply {
    let body: JSONValue = ["name": "sfmodels", "version": .string(version), "status": "healthy"]
    return HTTPReply(.ok, contentType: "application/json", body.bytes)
  }
}

/// Says that the server is well; asks nobody else.
struct HealthPage: Desk {
  private let configuration: CompatibleServer.Configuration

  init(_ configuration: CompatibleServer.Configuration) { self.configuration = configuration }

  func answer(_ visit: Visit) -> HTTPReply {
    let body: JSONValue = [
      "status": "healthy", "timestamp": JSONValue(Int(configuration.now().timeIntervalSince1970)),
      "version": .string(configuration.version),
    ]
    return HTTPReply(.ok, contentType: "application/json", body.bytes)
  }
}

/// The counts, for Prometheus.
struct MetricsPage: Desk {
  let books: Books

  func answer(_ visit: Visit) -> HTTPReply {
    let page = MetricsText(books.metrics.counts, inFlight: books.places.taken)
    return HTTPReply(.ok, contentType: MetricsText.contentType, Array(page.text.utf8))
  }
}
