package import HTTPTypes
import NIOCore
import NIOPosix
package import Wire

/// The real network: sends a request over HTTP/1.1 and hands the answer back while it is still arriving.
///
/// No redirect is followed, nothing is retried, no compression is asked for. Connections are kept and used again; they
/// are closed when neither the network nor an exchange is held any longer.
package struct Network: HTTPService {
  private let configuration: Configuration
  private let pools: ConnectionPools

  /// Opens nothing and reads no file yet: certificates are read before the first request over TLS is sent.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    self.pools = ConnectionPools(configuration)
  }

  /// Sends the request, and returns as soon as the answer's head is here.
  ///
  /// - Throws: `HTTPFailure` when the exchange fails, ``TransportError`` when it cannot even begin, and
  ///   `CancellationError` when the calling task was cancelled; the connection is closed then. The reply's body throws
  ///   the same.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try Task.checkCancellation()
    let origin = try Origin(of: request)
    let proxy = configuration.proxies.proxy(isSecure: origin.isSecure, host: origin.host, port: origin.port)
    let exchange = Exchange(
      by: ConnectionRoute(origin: origin, proxy: proxy), gathers: configuration.gathersAnswers)
    let eventLoop = EventLoops.here()
    let outbound = OutboundRequest(request, body: body, userAgent: configuration.userAgent, for: exchange)
    try pools.send(outbound, on: eventLoop)
    if let time = ExchangeLimit.deadline?.left ?? configuration.maxTime {
      exchange.expire(in: TimeAmount(time), on: eventLoop)
    }
    return try await exchange.reply()
  }
}

extension Network {
  /// How to reach the world.
  package struct Configuration: Sendable {
    /// The longest silence of a server: until the first byte of its answer, and between bytes.
    package var timeout: Duration = .seconds(120)
    /// The longest time to open a connection, with what is agreed on with a proxy and for TLS.
    package var connectTimeout: Duration = .seconds(10)
    /// The longest time for an exchange, from the start to the last byte of the answer; `nil`: no limit.
    package var maxTime: Duration?
    /// Which hosts are reached through a proxy.
    package var proxies: ProxySettings = .none
    /// For servers and for proxies that speak TLS.
    package var trust: TrustRoots = .system
    /// For hosts that ask for mutual TLS; a proxy does not get it.
    package var clientCertificate: ClientCertificate?
    /// How many connections may be open to one host. A request that finds none free waits for one, but not longer
    /// than ``connectTimeout``: this should be no less than the number of requests made at the same time.
    package var connectionsPerHost: Int = 8
    /// Whether an answer whose length is known, and not great, is handed out when it is whole: cheaper than in pieces,
    /// for those who have no use for pieces.
    package var gathersAnswers = false
    /// The `User-Agent` of requests that bring none.
    package var userAgent: String

    /// What finds the addresses of names; `nil`: the system.
    var resolver: (@Sendable (any EventLoop) -> any Resolver & Sendable)?

    /// Direct connections, with the system's certificates and the limits above.
    package init(userAgent: String) {
      self.userAgent = userAgent
    }
  }
}
