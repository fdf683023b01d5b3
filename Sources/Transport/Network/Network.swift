import AsyncHTTPClient
package import HTTPTypes
package import Wire

/// The real network: sends a request over HTTP/1.1 and hands the answer back while it is still arriving.
///
/// No redirect is followed, nothing is retried, no compression is asked for. Connections are kept and used again.
/// Throws ``HTTPFailure`` when an exchange fails, ``TransportError`` when it cannot even begin, and
/// `CancellationError` when the calling task was cancelled; the connection is closed then.
package struct Network: HTTPService {
  private let configuration: Configuration
  private let clients: Clients

  /// Opens nothing and reads no file yet: certificates are read before the first `https` request is sent.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    self.clients = Clients(configuration)
  }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try Task.checkCancellation()
    let address = try Address(of: request)
    let proxy = configuration.proxies.proxy(
      isSecure: address.isSecure, host: address.host, port: address.port)
    let client = try clients.client(isSecure: address.isSecure, proxy: proxy)
    let sent = try HTTPClient.Request(request, body: body, at: address, userAgent: configuration.userAgent)

    let exchange = Exchange(
      Route(address, proxy: proxy), timeout: configuration.timeout, gathers: configuration.gathersAnswers,
      client: client)
    exchange.begin(client.library.execute(request: sent, delegate: exchange), maxTime: configuration.maxTime)
    return try await exchange.reply()
  }

  /// Closes all connections; exchanges under way fail. A process that ends need not call it.
  package func shutdown() async {
    await clients.shutdown()
  }
}
