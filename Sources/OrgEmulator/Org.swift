package import HTTPTypes
package import Wire

/// A pretend Salesforce org: answers OAuth, the Models REST API, the LLM Gateway and the model list as the public documents say.
///
/// It stands for all hosts of an org at once: it routes by path and ignores the authority. Where the documents know a
/// rule it is strict; what they do not know it refuses.
package struct Org: HTTPService {
  private let configuration: Configuration
  private let memory: Memory
  private let tokenEndpoint: TokenEndpoint
  private let tokenServices: TokenServices
  private let modelsREST: ModelsRESTDesk
  private let gateway: GatewayDesk
  private let modelList: ModelList

  package init(_ configuration: Configuration) {
    let memory = Memory(configuration)
    let mint = TokenMint(seed: configuration.seed)
    let gate = TokenGate(mint: mint, memory: memory, now: configuration.now)
    let apps = AppRegister(onlyApp: configuration.credentials)
    let catalogue = Catalogue(customModels: configuration.customModels)
    self.configuration = configuration
    self.memory = memory
    tokenEndpoint = TokenEndpoint(configuration: configuration, apps: apps, mint: mint)
    tokenServices = TokenServices(apps: apps, gate: gate, memory: memory)
    modelsREST = ModelsRESTDesk(
      configuration: configuration, gate: gate, memory: memory, catalogue: catalogue)
    gateway = GatewayDesk(configuration: configuration, gate: gate, memory: memory, catalogue: catalogue)
    modelList = ModelList(gate: gate, catalogue: catalogue)
  }

  /// The body fields that no document knows and that were ignored therefore, with how often they came.
  package var ignoredFields: [String: Int] {
    get async { await memory.ignoredFields }
  }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let visit = Visit(request, body: body, number: await memory.countVisit())
    if configuration.latency > .zero { try await configuration.pause(configuration.latency) }
    var reply = await answer(visit)
    reply.head.headerFields.append(contentsOf: traces(of: visit))
    return reply
  }

  /// The API platform marks its answers, the org's own host does not.
  private func traces(of visit: Visit) -> HTTPFields {
    guard visit.path.first != "services" else { return [:] }
    return TraceFields(visit: visit.number, seed: configuration.seed).fields
  }

  private func answer(_ visit: Visit) async -> HTTPReply {
    let path = visit.path[...]
    if path.starts(with: ["services", "oauth2"]) {
      return await answerOAuth(visit, path.dropFirst(2))
    }
    if let fault = await memory.nextFault() { return fault.refusal.reply }
    if path.starts(with: ModelsRESTDesk.base) {
      return await modelsREST.answer(visit, at: path.dropFirst(ModelsRESTDesk.base.count))
    }
    if path.starts(with: GatewayDesk.base) {
      return await gateway.answer(visit, at: path.dropFirst(GatewayDesk.base.count))
    }
    if let place = ModelList.Place(path) { return await modelList.answer(visit, at: place) }
    return Refusal(status: .notFound, form: .empty).reply
  }

  private func answerOAuth(_ visit: Visit, _ path: ArraySlice<String>) async -> HTTPReply {
    switch Array(path) {
    case ["token"]: await tokenEndpoint.answer(visit)
    case ["revoke"]: await tokenServices.revoke(visit)
    case ["introspect"]: await tokenServices.introspect(visit)
    case ["userinfo"]: await tokenServices.userInfo(visit)
    default: Refusal(status: .notFound, form: .empty).reply
    }
  }
}
