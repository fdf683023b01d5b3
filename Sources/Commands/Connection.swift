import Authorization
import CommandTree
import FoundationEssentials
import ModelsAPI
import OrgEmulator
import RowEngine
import Transport
import Wire

/// The way from a command to the models: composes dialect, host, credential and wrappers.
struct Connection: Sendable {
  let models: ModelsClient
  /// What the org has configured; `nil` where a key is used, which its own host does not take.
  let configuredModels: ConfiguredModelList?
  /// The org's own host, with what opens it; `nil` where a key is used.
  let instance: (any HTTPService)?
  /// Where the tokens are from; `nil` where a key is used.
  let tokens: TokenProvider?
  let notes: Notes
  let profile: String
  /// Whether an answer can come piece by piece.
  let streams: Bool

  /// - Parameters:
  ///   - concurrency: requests at the same time, where there are more than a few.
  ///   - rows: the pace of a run over rows, which repeats failed requests by itself.
  ///   - tokens: of another connection of the same user; its own where there are none.
  ///   - limits: what the API cannot do of what will be asked; refused before credentials are looked for.
  init(
    _ options: ConnectionOptions, in context: Context, concurrency: Int? = nil, rows: RateSettings? = nil,
    tokens: TokenProvider? = nil, limits: (any Dialect) -> [Unsupported] = { _ in [] }
  ) throws {
    try options.network.check()
    try options.check(context.origins)
    let dialect = options.dialect
    try ModelsClient.refuse(limits(dialect))
    let notes = Notes(context.errors, isQuiet: options.network.quiet)
    let services = try Services(
      options, in: context, concurrency: concurrency ?? rows?.concurrency, tokens: tokens, notes)
    let retrying = rows == nil ? context.retrying(options.network, notes) : context.neverRetrying
    models = ModelsClient(services.api, speaking: dialect, retrying: retrying, now: context.now)
    configuredModels = services.instance.map {
      ConfiguredModelList($0, retrying: retrying, now: context.now)
    }
    instance = services.instance
    self.tokens = services.tokens
    self.notes = notes
    streams = options.api.can(.streams)
    profile = options.account.profile
  }

}

/// The hosts that a command may ask, each with what opens it.
private struct Services {
  /// Where the models are.
  let api: any HTTPService
  /// The org's own host; `nil` where there is no token to open it with.
  let instance: (any HTTPService)?
  let tokens: TokenProvider?

  init(
    _ options: ConnectionOptions, in context: Context, concurrency: Int?, tokens: TokenProvider?,
    _ notes: Notes
  ) throws {
    let domain = options.account.domain?.url.myDomain
    let destination = Destination(named: options.baseURL?.url, domain: domain, ownPath: options.api.basePath)
    let credential = try Credential(options, in: context)
    let network =
      options.emulator
      ? context.traced(context.emulator, options.network, notes)
      : try context.network(for: options.network, concurrency: concurrency, notes)
    let headers = options.headers.map(\.field)
    if case .key(let key) = credential {
      api = HeaderMiddleware(KeyAuthorizing(network, to: destination, key: key.key(in: context)), headers)
      (instance, self.tokens) = (nil, nil)
      return
    }
    let provider =
      tokens ?? TokenProvider(for: credential, in: context, over: network, options.network, notes)
    self.tokens = provider
    let authorizing = Authorizing(
      network, provider, to: destination, tellsTenant: options.api.can(.tenantHeader))
    api = HeaderMiddleware(authorizing, headers)
    let hosts = InstanceDestination(named: [domain, options.baseURL?.url].compactMap { $0 })
    instance = HeaderMiddleware(Authorizing(network, provider, toInstance: hosts), headers)
  }
}

extension Context {
  /// The real network, watched when that is wanted.
  ///
  /// - Parameter concurrency: requests at the same time, where there are more than a few.
  func network(
    for options: NetworkOptions, concurrency: Int? = nil, _ notes: Notes
  ) throws -> any HTTPService {
    var configuration = try networkConfiguration(options)
    for entry in configuration.proxies.unmatchableExemptions {
      notes.note("'\(entry)' in NO_PROXY can match no host; names, addresses and ranges like 10.0.0.0/8 can")
    }
    // One more, for a token that may have to be fetched meanwhile.
    configuration.connectionsPerHost = max(configuration.connectionsPerHost, (concurrency ?? 0) + 1)
    configuration.gathersAnswers = concurrency != nil
    return traced(try network(configuration), options, notes)
  }

  func traced(_ service: any HTTPService, _ options: NetworkOptions, _ notes: Notes) -> any HTTPService {
    options.verbose ? Tracing(service, hiding: redaction) { notes.trace($0) } : service
  }

  func retrying(_ options: NetworkOptions, _ notes: Notes) -> RetryLoop {
    RetryLoop(RetryPolicy(retries: options.retries.count), pause: pause) { [redaction] failure, wait in
      // Nobody minds a moment; a longer silence wants a reason.
      guard wait >= .seconds(2) else { return }
      let report = FailureReport(failure, hiding: redaction)
      notes.note("\(report.message)\(report.codes); trying again in \(wait.roundedSeconds) s")
    }
  }

  var neverRetrying: RetryLoop { RetryLoop(RetryPolicy(retries: 0), pause: pause) }

  /// The pretend org inside this process.
  var emulator: any HTTPService {
    Org(Org.Configuration(now: now, pause: pause))
  }

  private func networkConfiguration(_ options: NetworkOptions) throws -> Network.Configuration {
    var configuration = Network.Configuration(userAgent: "sfmodels/\(Program.version)")
    configuration.timeout = options.timeout
    configuration.maxTime = options.maxTime
    configuration.proxies = try ProxySettings(environment: environment)
    configuration.trust = TrustRoots(caFile: options.caFile, environment: environment)
    configuration.clientCertificate = try options.clientCertificate()
    return configuration
  }
}

extension NetworkOptions {
  /// - Throws: ``CommandFailure`` for options that lack each other.
  func check() throws {
    guard (certificate == nil) == (key == nil) else { throw CommandFailure.certificateWithoutKey }
  }

  fileprivate func clientCertificate() throws -> ClientCertificate? {
    try check()
    guard let certificate, let key else { return nil }
    return ClientCertificate(certificateFile: certificate, keyFile: key)
  }
}

extension Duration {
  /// Whole seconds, rounded up.
  var roundedSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
