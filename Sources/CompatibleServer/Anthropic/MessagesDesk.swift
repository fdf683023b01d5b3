import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/messages`: https://platform.claude.com/docs/en/api/messages/create
struct MessagesDesk: Desk {
  let models: ServedModels
  let configuration: CompatibleServer.Configuration

  func answer(_ visit: Visit) async throws -> HTTPReply {
    let request = try MessagesRequest(visit.object(), map: models.map)
    visit.tally.note { facts in
      facts.model = request.modelName
      facts.streams = request.wantsStream
      facts.leftOut = request.leftOut
    }
    let frame = MessageFrame(request, configuration)
    return request.wantsStream
      ? try await stream(request.chat, frame, visit) : try await whole(request.chat, frame, visit)
  }

  private func whole(_ chat: ChatRequest, _ frame: MessageFrame, _ visit: Visit) async throws -> HTTPReply {
    let answer = try await models.answer(chat)
    visit.tally.note { $0.usage = answer.reply.usage }
    let message = MessageAnswer(frame: frame, reply: answer.reply, matchedStop: answer.stopSequence)
    var reply = HTTPReply(.ok, contentType: "application/json", message.json)
    reply.head.name(answer.ignored)
    return reply
  }

  private func stream(_ chat: ChatRequest, _ frame: MessageFrame, _ visit: Visit) async throws -> HTTPReply {
    let stream = try await models.stream(chat)
    let events = MessageEvents(frame, matchedStop: stream.stopSequence)
    var head = HTTPResponse(status: .ok, headerFields: [.contentType: ServerSentEvent.contentType])
    head.name(stream.ignored)
    if stream.isDowngraded { head.headerFields[.streamDowngraded] = "true" }
    return HTTPReply(head: head, body: Self.body(stream, events, visit))
  }

  /// One piece for each pull; a failure on the way is the last event.
  private static func body(_ stream: ServedStream, _ events: MessageEvents, _ visit: Visit) -> ReplyBody {
    var (stream, events, isOver) = (stream, events, false)
    return ReplyBody {
      guard !isOver else { return nil }
      do {
        if let news = try await stream.next() { return events.read(news) }
        isOver = true
        visit.tally.note { $0.usage = events.usage }
        return events.end()
      } catch let failure as ServedFailure {
        isOver = true
        visit.tally.note { $0.usage = events.usage }
        visit.tally.note(failure)
        return events.fail(AnthropicError(failure, requestID: visit.id))
      }
    }
  }
}
