package import HTTPTypes
package import Wire

/// OpenAI's and Anthropic's APIs on top of an org's models: an HTTP service like any other.
package struct CompatibleServer: StreamingService {
  private let configuration: Configuration
  private let accessPolicy: AccessPolicy
  private let routes: RouteTable
  /// `nil` where no key has a name.
  private let keyLimiter: KeyLimiter?
  let serverMetrics: ServerMetrics
  /// What the served APIs ask.
  package let models: ServedModels

  /// - Parameter models: what the served APIs ask.
  package init(_ models: ServedModels, _ configuration: Configuration) {
    self.configuration = configuration
    self.models = models
    accessPolicy = AccessPolicy(configuration)
    keyLimiter = configuration.namedKeys.map { _ in
      KeyLimiter(configuration.keyUsage, now: configuration.now, elapsed: configuration.elapsed)
    }
    let serverMetrics = ServerMetrics(configuration, models)
    self.serverMetrics = serverMetrics
    routes = RouteTable(
      StatusEndpoints.routes(configuration, serverMetrics) + UsageHandler.routes(configuration)
        + SharedModelRoutes.routes(models)
        + Self.dialects.flatMap { $0.routes(models, configuration) })
  }

  /// Failures become answers in the words of the API that the request is one of.
  ///
  /// - Throws: `CancellationError`.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let context = context(of: request, body)
    let lifecycle = RequestLifecycle(context, serverMetrics)
    return finish(try await reply(to: context, lifecycle), context, lifecycle)
  }

  /// The same; a stream that is long in coming is announced.
  ///
  /// - Throws: `CancellationError`.
  package func respond(
    to request: HTTPRequest, body: [UInt8], opening: StreamOpening
  ) async throws -> HTTPReply {
    var context = context(of: request, body)
    let lifecycle = RequestLifecycle(context, serverMetrics)
    let (arrival, known) = (lifecycle.arrival, context)
    context.stream = StreamAnnouncement(opening) { [accessPolicy, configuration] head in
      ReplyHeaders.add(to: &head, known, since: arrival, now: configuration.now(), isEarly: true)
      for field in accessPolicy.sharing(with: known.request) { head.headerFields.append(field) }
    }
    return finish(try await reply(to: context, lifecycle), context, lifecycle)
  }

  /// Why a request is not worth its body, by its head; `nil` when it is.
  package func refusal(of request: HTTPRequest) -> HTTPReply? {
    let context = context(of: request, [])
    var route = RequestLifecycle.noRoute
    do {
      _ = try admit(context, taking: &route)
      return nil
    } catch {
      let lifecycle = RequestLifecycle(context, serverMetrics)
      lifecycle.route = route
      return finish(reply(to: error, context), context, lifecycle)
    }
  }

  /// The request as it was meant.
  private func context(of request: HTTPRequest, _ body: [UInt8]) -> RequestContext {
    let arrived = RequestContext(
      request.withoutRepeatedFields, body, id: configuration.makeID("req_"),
      annotations: Annotations(elapsed: configuration.elapsed))
    return arrived.at(routes.canonicalPath(arrived.path))
  }

  /// Counts what has happened to connections, or to the log.
  package func count(_ incident: Incident, times: Int = 1) {
    serverMetrics.metrics.count(incident, times: times)
  }

  /// The answer to a request that did not arrive as one should.
  ///
  /// - Parameter request: what is known of it.
  package func refuse(_ request: HTTPRequest?, with status: HTTPResponse.Status) -> HTTPReply {
    let request = request ?? Self.unknownRequest
    let context = RequestContext(
      request, [], id: configuration.makeID("req_"), annotations: Annotations(elapsed: configuration.elapsed))
    let failure: ServerError =
      status == .serviceUnavailable ? .busy(retryAfter: 1) : .unreadable(status: status.code)
    return finish(reply(to: failure, context), context, RequestLifecycle(context, serverMetrics))
  }

  /// As the log shows it.
  private static let unknownRequest = HTTPRequest(
    method: HTTPRequest.Method("-")!, scheme: nil, authority: nil, path: "-")

  private func finish(
    _ reply: HTTPReply, _ context: RequestContext, _ lifecycle: RequestLifecycle
  ) -> HTTPReply {
    var reply = reply
    if context.request.method == .head { reply.leaveBodyOut() }
    ReplyHeaders.add(to: &reply.head, context, since: lifecycle.arrival, now: configuration.now())
    for field in accessPolicy.sharing(with: context.request) { reply.head.headerFields.append(field) }
    return lifecycle.accompanying(reply)
  }

  private func reply(to arrived: RequestContext, _ lifecycle: RequestLifecycle) async throws -> HTTPReply {
    var context = arrived
    do {
      guard let (route, caller) = try admit(context, taking: &lifecycle.route) else {
        return CrossOrigin.preflight(context.request)
      }
      context.caller = caller
      if GenerationOperation(route: route.path) != nil {
        let trace = TraceContext(context.request.headerFields, random: configuration.random)
        context.annotations.note { $0.trace = trace }
      }
      if route.terms.contains(.concurrency) { try lifecycle.enterLimiter() }
      let context = try await context.unpacked(upTo: configuration.limits.body, lifecycle)
      try lifecycle.take(memory: RequestMemory.bytes(of: context.body))
      try enter(context, lifecycle)
      return try await route.handler.respond(to: context)
    } catch let failure as ServerError {
      return reply(to: failure, context)
    }
  }

  /// - Throws: ``ServerError/rateLimited(_:)``, ``ServerError/spentBudget(_:)``.
  private func enter(_ context: RequestContext, _ lifecycle: RequestLifecycle) throws(ServerError) {
    guard let keyLimiter, let key = context.caller.key, GenerationOperation(route: lifecycle.route) != nil
    else { return }
    try lifecycle.enter(key, keyLimiter, estimate: TokenReservation.tokens(of: context.body))
  }

  private func reply(to failure: ServerError, _ context: RequestContext) -> HTTPReply {
    let failure = failure.naming(context.annotations.facts.model).hiding(from: context.caller, models.map)
    context.annotations.note(failure)
    var reply = context.dialect.reply(to: failure, requestID: context.id)
    ReplyHeaders.add(failure, to: &reply.head)
    return reply
  }

  /// What a request's head decides, in this order: who sends it, whether a key lets it in, what answers it.
  ///
  /// - Parameter path: becomes that of the route, where there is one.
  /// - Returns: `nil` for a browser's question whether a page may ask.
  private func admit(
    _ context: RequestContext, taking path: inout String
  ) throws(ServerError) -> (Route, Caller)? {
    try accessPolicy.checkSender(of: context.request, at: context.path)
    guard context.request.method != .options else { return nil }
    let served = routes.routes(of: context.path)
    if let first = served.first { path = first.path }
    // Who has no key is not told either what there is.
    let needsKey = served.first?.terms.contains(.key) ?? true
    let caller = needsKey ? try knownCaller(of: context) : .anybody
    let route = try routes.route(of: context, among: served)
    try context.checkContentType()
    try context.checkContentCoding()
    return (route, caller)
  }

  /// - Throws: ``ServerError/missingKey``, ``ServerError/wrongKey``, ``ServerError/expiredKey(_:)``.
  private func knownCaller(of context: RequestContext) throws(ServerError) -> Caller {
    let caller = try accessPolicy.caller(of: context.request)
    context.annotations.note { ($0.isCallerKnown, $0.key) = (true, caller.key?.name) }
    return caller
  }
}

extension HTTPReply {
  /// As HEAD is answered: the length is that of the body that GET would get (RFC 9110 §8.6).
  fileprivate mutating func leaveBodyOut() {
    if let length = body.wholeLength { head.headerFields[.contentLength] = String(length) }
    body = ReplyBody([])
  }
}
