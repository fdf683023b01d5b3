package import HTTPTypes
package import Wire

/// OpenAI's and Anthropic's APIs on top of an org's models: an HTTP service like any other.
package struct CompatibleServer: HTTPService {
  private let configuration: Configuration
  private let routes: [Route]

  package init(_ models: ServedModels, _ configuration: Configuration) {
    self.configuration = configuration
    routes = OpenAI.routes(models, configuration) + Anthropic.routes(models, configuration)
  }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let visit = Visit(request, body, id: configuration.makeID("req_"))
    do {
      return try await desk(for: visit).answer(visit)
    } catch let failure as ServedFailure {
      return visit.dialect.reply(to: failure)
    }
  }

  private func desk(for visit: Visit) throws -> any Desk {
    let served = routes.filter { $0.takes(visit.path) }
    guard !served.isEmpty else { throw ServedFailure.unknownPath(visit.path) }
    guard let route = served.first(where: { $0.method == visit.request.method }) else {
      throw ServedFailure.wrongMethod(allowed: served.map(\.method.rawValue))
    }
    return route.desk
  }
}
