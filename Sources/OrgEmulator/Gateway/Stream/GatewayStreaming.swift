import HTTPTypes
import Wire

extension GatewayHandler {
  /// An answer that comes event by event, with a pause before each.
  func stream(_ signals: some Sequence<StreamSignal>, _ manners: Set<StreamBehavior>) -> HTTPReply {
    var pieces = EventPieces(signals, manners)
    let head = HTTPResponse(status: .ok, headerFields: [.contentType: "text/event-stream"])
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
