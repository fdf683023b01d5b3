import AsyncHTTPClient
package import HTTPTypes
import NIOCore
package import Wire

/// The real network: sends a request over HTTP/1.1 and hands the answer back while it is still arriving.
///
/// No redirect is followed, nothing is retried, no compression is asked for. Connections are kept and used again.
/// Throws ``HTTPFailure`` when an exchange fails, ``TransportError`` when it cannot even begin, and
/// `CancellationError` when the calling task was cancelled; the connection is closed then.
package struct Network: HTTPService {
  private let configuration: Configuration
  private let upstreams: Upstreams
  private let proxied: ProxiedClients

  /// Opens nothing and reads no file yet: certificates are read before the first `https` request is sent.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    self.upstreams = Upstreams(configuration)
    self.proxied = ProxiedClients(configuration)
  }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try Task.checkCancellation()
    let address = try Address(of: request)
    let proxy = configuration.proxies.proxy(
      isSecure: address.isSecure, host: address.host, port: address.port)
    let exchange = Exchange(
      with: Destination(address, proxy: proxy), gathers: configuration.gathersAnswers)
    let eventLoop = EventLoops.here()
    if let proxy {
      let sent = try HTTPClient.Request(request, body: body, at: address, userAgent: configuration.userAgent)
      try proxied.carryOut(sent, through: proxy, for: exchange)
    } else {
      let order = Order(request, body: body, userAgent: configuration.userAgent, for: exchange)
      try upstreams.carryOut(order, on: eventLoop)
    }
    if let time = configuration.maxTime { exchange.expire(in: TimeAmount(time), on: eventLoop) }
    return try await exchange.reply()
  }

  /// Closes all connections; exchanges through a proxy fail. A process that ends need not call it.
  package func shutdown() async {
    upstreams.end()
    await proxied.shutdown()
  }
}
