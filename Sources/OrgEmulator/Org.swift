package import HTTPTypes
package import Wire

/// A pretend Salesforce org: answers OAuth, the Models REST API, the LLM Gateway, the model list and queries for records as
/// the public documents say.
///
/// It stands for all hosts of an org at once: it routes by path and ignores the authority. Where the documents know a
/// rule it is strict; what they do not know it refuses.
package struct Org: HTTPService {
  private let configuration: Configuration
  private let state: EmulatorState
  private let tokenEndpoint: TokenRoute
  private let tokenServices: TokenServices
  private let authorizePage: AuthorizeRoute
  private let modelsREST: ModelsRESTHandler
  private let gateway: GatewayHandler
  private let modelList: ModelList
  private let recordsHandler: RecordsHandler

  /// An org in its first state.
  package init(_ configuration: Configuration) {
    let state = EmulatorState(configuration)
    let issuer = TokenIssuer(seed: configuration.seed)
    let verifier = TokenVerifier(issuer: issuer, state: state, now: configuration.now)
    let apps = ClientRegistry(onlyApp: configuration.credentials)
    let catalogue = EmulatedCatalogue(customModels: configuration.customModels)
    self.configuration = configuration
    self.state = state
    tokenEndpoint = TokenRoute(configuration: configuration, apps: apps, issuer: issuer, state: state)
    authorizePage = AuthorizeRoute(configuration: configuration, state: state)
    tokenServices = TokenServices(apps: apps, verifier: verifier, state: state)
    modelsREST = ModelsRESTHandler(
      configuration: configuration, verifier: verifier, state: state, catalogue: catalogue)
    gateway = GatewayHandler(
      configuration: configuration, verifier: verifier, state: state, catalogue: catalogue)
    modelList = ModelList(verifier: verifier, catalogue: catalogue)
    recordsHandler = RecordsHandler(configuration: configuration, verifier: verifier)
  }

  /// The body fields that no document knows and that were ignored therefore, with how often they came.
  package var ignoredFields: [String: Int] {
    get async { await state.ignoredFields }
  }

  /// Answers a request as the org would, after the configured latency, and counts it.
  ///
  /// Refusals are replies too.
  ///
  /// - Throws: Only what the configured pause throws, when it is interrupted.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let incoming = IncomingRequest(request, body: body, number: await state.countRequest())
    if configuration.latency > .zero { try await configuration.pause(configuration.latency) }
    var reply = await answer(incoming)
    if let wait = await state.takeWait(of: incoming.number) { try await configuration.pause(wait) }
    reply.head.headerFields.append(contentsOf: traces(of: incoming))
    return reply
  }

  /// The API platform marks its answers, the org's own host does not.
  private func traces(of incoming: IncomingRequest) -> HTTPFields {
    guard incoming.path.first != "services" else { return [:] }
    return TraceFields(incoming: incoming.number, seed: configuration.seed).fields
  }

  private func answer(_ incoming: IncomingRequest) async -> HTTPReply {
    let path = incoming.path[...]
    if path.starts(with: ["services", "oauth2"]) {
      return await answerOAuth(incoming, path.dropFirst(2))
    }
    if let fault = await state.nextFault() { return fault.refusal.reply }
    if path.starts(with: ModelsRESTHandler.base) {
      return await modelsREST.answer(incoming, at: path.dropFirst(ModelsRESTHandler.base.count))
    }
    if path.starts(with: GatewayHandler.base) {
      return await gateway.answer(incoming, at: path.dropFirst(GatewayHandler.base.count))
    }
    if let path = ModelList.Path(path) { return await modelList.answer(incoming, at: path) }
    if let path = RecordsHandler.Path(path) { return await recordsHandler.answer(incoming, at: path) }
    return ErrorResponse(status: .notFound, form: .empty).reply
  }

  private func answerOAuth(_ incoming: IncomingRequest, _ path: ArraySlice<String>) async -> HTTPReply {
    switch Array(path) {
    case ["authorize"]: await authorizePage.answer(incoming)
    case ["token"]: await tokenEndpoint.answer(incoming)
    case ["revoke"]: await tokenServices.revoke(incoming)
    case ["introspect"]: await tokenServices.introspect(incoming)
    case ["userinfo"]: await tokenServices.userInfo(incoming)
    default: ErrorResponse(status: .notFound, form: .empty).reply
    }
  }
}
