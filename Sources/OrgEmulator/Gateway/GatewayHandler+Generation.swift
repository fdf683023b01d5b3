import HTTPTypes
import Wire

extension GatewayHandler {
  /// Finds the answer: the script's next turn, else what the prompt's directives ask for, else one of the org's own.
  func generateAnswer(to request: GatewayRequest, _ incoming: IncomingRequest) async throws(ErrorResponse)
    -> GatewayAnswer
  {
    if request.masksData { try request.conversation.checkSize() }
    let prompt = request.conversation.lastText
    let directives = Directives(in: prompt)
    try await generator.refuseIfDirected(by: directives, incoming, model: request.model.name)
    let scriptedReply = try await generator.scriptedReply(
      for: prompt, canCallTools: !request.availableTools.callable.isEmpty, incoming)
    return GatewayAnswer(
      to: request, directives, scriptedReply, await generator.ids(for: incoming, family: request.model.family)
    )
  }
}

extension GatewayHandler {
  /// An answer that comes event by event, with a pause before each.
  func stream(
    _ signals: some Sequence<StreamSignal>, _ behaviors: Set<StreamBehavior>,
    contentType: String = "text/event-stream"
  ) -> HTTPReply {
    var pieces = EventPieces(signals, behaviors)
    let head = HTTPResponse(status: .ok, headerFields: [.contentType: contentType])
    return HTTPReply(
      head: head,
      body: ReplyBody { [configuration] in
        if pieces.isBetweenEvents, configuration.streamPause > .zero {
          try await configuration.pause(configuration.streamPause)
        }
        return try pieces.next()
      })
  }
}
