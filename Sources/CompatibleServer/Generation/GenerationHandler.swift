import HTTPTypes
import ModelsAPI
import Wire

/// Has a model answer, at once or piece by piece, and the endpoint write what it says.
struct GenerationHandler<Endpoint: GenerationEndpoint>: RequestHandler {
  private let models: ServedModels
  private let configuration: CompatibleServer.Configuration

  init(_ endpoint: Endpoint.Type, _ models: ServedModels, _ configuration: CompatibleServer.Configuration) {
    self.models = models
    self.configuration = configuration
  }

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let body = try context.object()
    let map = await models.map(for: body["model"]?.string)
    let request = try Endpoint.Request(body, map)
    context.annotations.note { facts in
      facts.model = request.model
      facts.streams = request.streams
      facts.leftOut = request.leftOut
    }
    for chat in request.chats { try context.caller.check(chat.model, named: request.model, map) }
    let identity = AnswerIdentity(Endpoint.idPrefix, model: request.model, configuration)
    let models = models.observed(by: context.annotations)
    // Whoever gives the turn has a chain of its own, and tells what goes wrong.
    if let turn = context.turn {
      return try await reply(in: turn, to: request, identity, context, from: models)
    }
    let chain = models.chain(from: request.chats[0].model, for: context.caller, map)
    do {
      return try await models.reply(of: chain, in: context) { turn in
        try await reply(in: turn, to: request, identity, context, from: models)
      }
    } catch let failure as ServerError where context.stream?.settle() ?? false {
      return broken(failure, request, identity, context)
    }
  }

  private func reply(
    in turn: ModelFallback.Turn, to request: Endpoint.Request, _ identity: AnswerIdentity,
    _ context: RequestContext, from models: ServedModels
  ) async throws -> HTTPReply {
    if models.lanes != nil { context.annotations.note { $0.lane = .translated } }
    let (models, chats) = (models.waiting(for: turn), request.chats.map { $0.asking(turn.model) })
    return try await request.streams
      ? stream(chats, of: request, identity, context, from: models)
      : answer(chats, of: request, identity, context.annotations, from: models)
  }

  private func answer(
    _ chats: [ChatRequest], of request: Endpoint.Request, _ identity: AnswerIdentity,
    _ annotations: Annotations, from models: ServedModels
  ) async throws -> HTTPReply {
    var answers: [ServedAnswer] = []
    for chat in chats {
      let answer = try await annotations.timing { try await models.answer(chat) }
      // At once: what the next may fail to answer was used all the same.
      annotations.note { $0.count(answer) }
      answers.append(answer)
    }
    annotations.note(ignored: request.ignored + answers.flatMap(\.ignored).map(Endpoint.name))
    let body = Endpoint.body(of: answers, to: request, as: identity)
    var reply = HTTPReply(.ok, contentType: "application/json", body)
    if answers.contains(where: \.isUsageEstimated) { reply.head.headerFields[.estimate] = "true" }
    return reply
  }

  private func stream(
    _ chats: [ChatRequest], of request: Endpoint.Request, _ identity: AnswerIdentity,
    _ context: RequestContext,
    from models: ServedModels
  ) async throws -> HTTPReply {
    let stream = try await context.annotations.timing {
      try await models.stream(chats) { announce($0, of: request, in: context) }
    }
    _ = context.stream?.settle()
    context.annotations.note(ignored: request.ignored + stream.ignored.map(Endpoint.name))
    var head = Self.head(isDowngraded: stream.isDowngraded)
    if stream.isUsageEstimated { head.headerFields[.estimate] = "true" }
    let encoder = Endpoint.encoder(for: request, as: identity, stopSequence: stream.stopSequence)
    var events = EncodedStream(stream, encoder, answering: request, context)
    return HTTPReply(head: head, body: ReplyBody { try await events.next() })
  }

  /// Says how the stream will begin that is waited for.
  private func announce(
    _ adaptation: RequestAdaptation, of request: Endpoint.Request, in context: RequestContext
  ) {
    guard let stream = context.stream else { return }
    context.annotations.note(ignored: request.ignored + adaptation.ignored.map(Endpoint.name))
    stream.announce(
      Self.head(isDowngraded: adaptation.needsWholeAnswer), keepAlive: Endpoint.Encoder.keepAlive)
  }

  /// The client was promised a stream, so the failure is told in it.
  private func broken(
    _ failure: ServerError, _ request: Endpoint.Request, _ identity: AnswerIdentity, _ context: RequestContext
  ) -> HTTPReply {
    context.annotations.note(failure)
    var encoder = Endpoint.encoder(for: request, as: identity, stopSequence: nil)
    let events = encoder.fail(failure.naming(request.model), requestID: context.id)
    return HTTPReply(head: Self.head(isDowngraded: false), body: ReplyBody(events))
  }

  private static func head(isDowngraded: Bool) -> HTTPResponse {
    var head = HTTPResponse(status: .ok, headerFields: [.contentType: ServerSentEvent.contentType])
    if isDowngraded { head.headerFields[.streamDowngraded] = "true" }
    return head
  }
}
