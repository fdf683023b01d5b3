package import HTTPTypes
package import Wire

/// OpenAI's and Anthropic's APIs on top of an org's models: an HTTP service like any other.
package struct CompatibleServer: HTTPService {
  private let configuration: Configuration
  private let accessPolicy: AccessPolicy
  private let routes: RouteTable
  private let serverMetrics: ServerMetrics

  /// - Parameter models: what the served APIs ask.
  package init(_ models: ServedModels, _ configuration: Configuration) {
    self.configuration = configuration
    accessPolicy = AccessPolicy(configuration)
    let serverMetrics = ServerMetrics(configuration, models.map)
    self.serverMetrics = serverMetrics
    routes = RouteTable(
      StatusEndpoints.routes(configuration, serverMetrics) + SharedModelRoutes.routes(models)
        + Self.dialects.flatMap { $0.routes(models, configuration) })
  }

  /// Failures become answers in the words of the API that the request is one of.
  ///
  /// - Throws: `CancellationError`.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let arrived = RequestContext(
      request.withoutRepeatedFields, body, id: configuration.makeID("req_"),
      annotations: Annotations(elapsed: configuration.elapsed))
    let context = arrived.at(routes.canonicalPath(arrived.path))
    let lifecycle = RequestLifecycle(context, serverMetrics)
    return finish(try await reply(to: context, lifecycle), context, lifecycle)
  }

  /// The answer to a request that did not arrive as one should.
  ///
  /// - Parameter request: what is known of it.
  package func refuse(_ request: HTTPRequest?, with status: HTTPResponse.Status) -> HTTPReply {
    let request = request ?? Self.unknownRequest
    let context = RequestContext(
      request, [], id: configuration.makeID("req_"), annotations: Annotations(elapsed: configuration.elapsed))
    let reply = context.dialect.reply(to: .unreadable(status: status.code), requestID: context.id)
    return finish(reply, context, RequestLifecycle(context, serverMetrics))
  }

  /// As the log shows it.
  private static let unknownRequest = HTTPRequest(
    method: HTTPRequest.Method("-")!, scheme: nil, authority: nil, path: "-")

  private func finish(
    _ reply: HTTPReply, _ context: RequestContext, _ lifecycle: RequestLifecycle
  ) -> HTTPReply {
    var reply = reply
    if context.request.method == .head { reply.leaveBodyOut() }
    ReplyHeaders.add(to: &reply.head, context, milliseconds: lifecycle.milliseconds)
    for field in accessPolicy.sharing(with: context.request) { reply.head.headerFields.append(field) }
    return lifecycle.accompanying(reply)
  }

  private func reply(to context: RequestContext, _ lifecycle: RequestLifecycle) async throws -> HTTPReply {
    do {
      try accessPolicy.checkSender(of: context.request)
      guard context.request.method != .options else { return CrossOrigin.preflight(context.request) }
      return try await answer(context, lifecycle)
    } catch let failure as ServerError {
      context.annotations.note(failure)
      let failure = failure.naming(context.annotations.facts.model)
      var reply = context.dialect.reply(to: failure, requestID: context.id)
      ReplyHeaders.add(failure, to: &reply.head)
      return reply
    }
  }

  private func answer(_ context: RequestContext, _ lifecycle: RequestLifecycle) async throws -> HTTPReply {
    let route = try routes.route(of: context)
    lifecycle.route = route.path
    if route.terms.contains(.key) { try accessPolicy.checkKey(of: context.request) }
    try context.checkContentType()
    if route.terms.contains(.concurrency) { try lifecycle.enterLimiter() }
    return try await route.handler.respond(to: context.unpacked(upTo: configuration.limits.body))
  }
}

extension HTTPReply {
  /// As HEAD is answered: the length is that of the body that GET would get (RFC 9110 §8.6).
  fileprivate mutating func leaveBodyOut() {
    if let length = body.wholeLength { head.headerFields[.contentLength] = String(length) }
    body = ReplyBody([])
  }
}
