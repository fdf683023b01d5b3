import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/messages`: https://platform.claude.com/docs/en/api/messages/create
struct MessagesHandler: RequestHandler {
  let models: ServedModels
  let configuration: CompatibleServer.Configuration

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let request = try MessagesRequest(context.object(), map: models.map)
    context.annotations.note { facts in
      facts.model = request.modelName
      facts.streams = request.wantsStream
      facts.leftOut = request.leftOut
    }
    let frame = MessageFrame(request, configuration)
    return request.wantsStream
      ? try await stream(request.chat, frame, context) : try await whole(request.chat, frame, context)
  }

  private func whole(_ chat: ChatRequest, _ frame: MessageFrame, _ context: RequestContext) async throws -> HTTPReply {
    let answer = try await models.answer(chat)
    context.annotations.note { $0.usage = answer.reply.usage }
    let message = MessageAnswer(frame: frame, reply: answer.reply, matchedStop: answer.stopSequence)
    var reply = HTTPReply(.ok, contentType: "application/json", message.json)
    reply.head.name(answer.ignored)
    return reply
  }

  private func stream(_ chat: ChatRequest, _ frame: MessageFrame, _ context: RequestContext) async throws -> HTTPReply {
    let stream = try await models.stream(chat)
    let events = MessageEvents(frame, matchedStop: stream.stopSequence)
    var head = HTTPResponse(status: .ok, headerFields: [.contentType: ServerSentEvent.contentType])
    head.name(stream.ignored)
    if stream.isDowngraded { head.headerFields[.streamDowngraded] = "true" }
    return HTTPReply(head: head, body: Self.body(stream, events, context))
  }

  /// One piece for each pull; a failure on the way is the last event.
  private static func body(_ stream: ServedStream, _ events: MessageEvents, _ context: RequestContext) -> ReplyBody {
    var (stream, events, isOver) = (stream, events, false)
    return ReplyBody {
      guard !isOver else { return nil }
      do {
        if let news = try await stream.next() { return events.read(news) }
        isOver = true
        context.annotations.note { $0.usage = events.usage }
        return events.end()
      } catch let failure as ServerError {
        isOver = true
        context.annotations.note { $0.usage = events.usage }
        context.annotations.note(failure)
        return events.fail(AnthropicError(failure, requestID: context.id))
      }
    }
  }
}
