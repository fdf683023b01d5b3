import HTTPTypes
import ModelsAPI
import Wire

/// Writes a model's answer as the events of an endpoint's stream: a state machine that knows nothing of time.
protocol StreamedAnswer {
  /// What one read from the upstream becomes; may be empty.
  mutating func piece(_ events: [ReplyEvent]) -> [UInt8]
  /// What stands behind a complete answer.
  mutating func end() -> [UInt8]
  /// What stands behind an answer that broke off.
  mutating func fail(_ failure: ServerError) -> [UInt8]
}

extension StreamedAnswer {
  mutating func fail(_ failure: ServerError) -> [UInt8] {
    Array("data: ".utf8) + OpenAIError(failure).body + Array("\n\n".utf8)
  }
}

extension OpenAI {
  /// A stream of server-sent events: one piece for each read that arrived from the upstream.
  static func reply(_ stream: ServedStream, _ answer: some StreamedAnswer, ignored: [String], _ annotations: Annotations)
    -> HTTPReply
  {
    var head = HTTPResponse(
      status: .ok, headerFields: [.contentType: ServerSentEvent.contentType])
    if stream.isDowngraded { head.headerFields[.streamDowngraded] = "true" }
    head.name(ignored + stream.ignored)
    return HTTPReply(head: head, body: body(stream, answer, annotations))
  }

  private static func body(_ stream: ServedStream, _ answer: some StreamedAnswer, _ annotations: Annotations) -> ReplyBody
  {
    var (stream, answer, isOver) = (stream, answer, false)
    return ReplyBody {
      guard !isOver else { return nil }
      do {
        if let events = try await stream.next() {
          annotations.note(events)
          return answer.piece(events)
        }
        isOver = true
        return answer.end()
      } catch let failure as ServerError {
        isOver = true
        annotations.note(failure)
        return answer.fail(failure)
      }
    }
  }
}

extension Annotations {
  func note(_ events: [ReplyEvent]) {
    for case .usage(let usage) in events { note { $0.usage = usage } }
  }
}
