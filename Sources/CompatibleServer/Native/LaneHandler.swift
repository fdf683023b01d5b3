import HTTPTypes
import ModelsAPI
import Wire

/// Has a request travel as it is where its model and the org allow it, and has it translated where not.
struct LaneHandler<Endpoint: NativeEndpoint>: RequestHandler {
  private let translated: any RequestHandler
  private let models: ServedModels
  private let configuration: CompatibleServer.Configuration

  /// - Parameter translated: answers what is not to travel as it is.
  init(
    _ endpoint: Endpoint.Type, _ models: ServedModels, _ configuration: CompatibleServer.Configuration,
    translated: any RequestHandler
  ) {
    self.translated = translated
    self.models = models
    self.configuration = configuration
  }

  func respond(to context: RequestContext) async throws -> HTTPReply {
    guard let lanes = models.lanes, let question = await NativeQuestion(context.body, models) else {
      return try await translated.respond(to: context)
    }
    let chain = models.chain(from: question.model, for: context.caller, question.map)
    guard chain.contains(where: { lanes.lane(of: $0, over: Endpoint.surface) == .native }) else {
      return try await translated.respond(to: context)
    }
    try context.caller.check(question.model, named: question.name, question.map)
    do {
      return try await models.reply(of: chain, in: context) { turn in
        // Where there are others, what goes wrong with one is not told yet.
        try await reply(
          of: turn, to: question, lanes, context,
          translated: chain.count > 1 ? context.asking(turn) : context)
      }
    } catch {
      return try broken(error, question, context)
    }
  }

  /// One model's reply, by the way that is its own.
  ///
  /// - Parameter translated: the request as it goes the other way.
  private func reply(
    of turn: ModelFallback.Turn, to question: NativeQuestion, _ lanes: LaneSelector,
    _ context: RequestContext, translated: RequestContext
  ) async throws -> HTTPReply {
    let model = turn.model
    guard lanes.lane(of: model, over: Endpoint.surface) == .native else {
      return try await self.translated.respond(to: translated)
    }
    let request = NativeRequest(
      Endpoint.surface, question.body, to: model, headers: Self.fields(of: context.request))
    note(question, request, in: context)
    do {
      let client = turn.client(models.observed(by: context.annotations).client)
      let reply = try await context.annotations.timing { try await client.send(request) }
      return answer(reply, question, context)
    } catch {
      guard lanes.goesOn(after: error, model, over: Endpoint.surface) else { throw failure(error) }
      context.annotations.note { ($0.lane, $0.ignored) = (nil, []) }
      return try await self.translated.respond(to: translated)
    }
  }

  private static func fields(of request: HTTPRequest) -> HTTPFields {
    HTTPFields(request.headerFields.filter { Endpoint.fields.contains($0.name) })
  }

  private func note(_ question: NativeQuestion, _ request: NativeRequest, in context: RequestContext) {
    context.annotations.note { facts in
      facts.model = question.name
      facts.streams = request.streams
      facts.lane = .native
    }
    context.annotations.note(ignored: request.ignored)
    if request.streams { context.stream?.announce(Self.head, keepAlive: Endpoint.keepAlive) }
  }

  private static var head: HTTPResponse {
    HTTPResponse(status: .ok, headerFields: [.contentType: ServerSentEvent.contentType])
  }

  private func answer(
    _ reply: NativeReply, _ question: NativeQuestion, _ context: RequestContext
  ) -> HTTPReply {
    switch reply {
    case .whole(let answer):
      context.annotations.note { $0.usage = answer.usage }
      return HTTPReply(.ok, contentType: "application/json", answer.body)
    case .stream(let stream):
      _ = context.stream?.settle()
      var body = NativeStreamBody(stream, models.failures, context) { failure, answerID, events in
        Endpoint.failure(failure, of: brokenAnswer(question, context, answerID, events: events))
      }
      return HTTPReply(head: Self.head, body: ReplyBody { try await body.next() })
    }
  }

  /// Where the client was promised a stream, the failure is told in it.
  ///
  /// - Throws: the error itself where not.
  private func broken(
    _ error: any Error, _ question: NativeQuestion, _ context: RequestContext
  ) throws -> HTTPReply {
    guard let failure = error as? ServerError, context.stream?.settle() ?? false else { throw error }
    context.annotations.note(failure)
    let events = Endpoint.failure(failure, of: brokenAnswer(question, context, nil, events: 0))
    return HTTPReply(head: Self.head, body: ReplyBody(events))
  }

  private func brokenAnswer(
    _ question: NativeQuestion, _ context: RequestContext, _ answerID: String?, events: Int
  ) -> BrokenAnswer {
    BrokenAnswer(
      requestID: context.id,
      identity: AnswerIdentity("resp_", id: answerID, model: question.name, configuration), events: events)
  }

  /// The upstream's status is the client's: the words are its own API's.
  private func failure(_ error: any Error) -> any Error {
    guard let refusal = Refusal(endOf: error) else { return models.failures.served(error) }
    var failure = UpstreamFailure(refusal)
    failure.status = refusal.status
    return ServerError.upstream(failure)
  }
}
