import AsyncHTTPClient
import NIOCore
import Synchronization

/// The library's clients, one for each proxy and kind of connection, made when first needed.
final class ProxiedClients: Sendable {
  private struct Kind: Hashable {
    let isSecure: Bool
    let proxy: Proxy
  }

  private let configuration: Network.Configuration
  private let clients = Mutex<[Kind: Client]>([:])

  init(_ configuration: Network.Configuration) {
    self.configuration = configuration
  }

  func carryOut(_ request: HTTPClient.Request, through proxy: Proxy, for exchange: Exchange) throws {
    let client = try client(Kind(isSecure: exchange.destination.isSecure, proxy: proxy))
    ProxiedExchange(exchange, timeout: configuration.timeout, client: client).begin(request)
  }

  func shutdown() async {
    let all = clients.withLock { Array($0.values) }
    for client in all { await client.shutdown() }
  }

  private func client(_ kind: Kind) throws -> Client {
    try clients.withLock { clients in
      if let client = clients[kind] { return client }
      let client = Client(try libraryConfiguration(for: kind))
      clients[kind] = client
      return client
    }
  }

  private func libraryConfiguration(for kind: Kind) throws -> HTTPClient.Configuration {
    var library = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      // The read time-out is ours to keep, see Patience: the library's runs on while a slow reader holds the sender
      // back.
      timeout: .init(connect: TimeAmount(configuration.connectTimeout), read: nil),
      proxy: kind.proxy.forLibrary)
    library.httpVersion = .http1Only
    library.tracing.tracer = nil
    library.http1_1ConnectionDebugInitializer = FlushGathering.join
    library.connectionPool.retryConnectionEstablishment = false
    library.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(
      1, configuration.connectionsPerHost)
    if kind.isSecure {
      library.tlsConfiguration = try configuration.trust.tls(presenting: configuration.clientCertificate)
    }
    return library
  }
}

/// A client of the library that shuts itself down when nobody holds it any longer.
final class Client: Sendable {
  let http: HTTPClient

  init(_ configuration: HTTPClient.Configuration) {
    http = HTTPClient(eventLoopGroup: EventLoops.ofProxies, configuration: configuration)
  }

  func shutdown() async {
    // It fails only when it was shut down before, which is what is wanted here.
    try? await http.shutdown().get()
  }

  deinit {
    http.shutdown { _ in }
  }
}
