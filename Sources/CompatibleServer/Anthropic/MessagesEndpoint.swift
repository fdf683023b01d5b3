import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/messages`: https://platform.claude.com/docs/en/api/messages/create
enum MessagesEndpoint: GenerationEndpoint {
  static let idPrefix = "msg_"

  static func body(
    of answers: [ServedAnswer], to request: MessagesRequest, as identity: AnswerIdentity
  ) -> [UInt8] {
    body(of: answers, in: MessageFrame(identity, stopSequences: request.chat.settings.stopSequences))
  }

  static func encoder(
    for request: MessagesRequest, as identity: AnswerIdentity, stopSequence: String?
  ) -> MessageEvents {
    let frame = MessageFrame(identity, stopSequences: request.chat.settings.stopSequences)
    return encoder(for: request, in: frame, stopSequence)
  }
}

/// The same on the beta surface, whose answers have further members: `POST /v1/messages?beta=true`, as Anthropic's SDKs
/// say it.
enum BetaMessagesEndpoint: GenerationEndpoint {
  static let idPrefix = MessagesEndpoint.idPrefix

  static func body(
    of answers: [ServedAnswer], to request: MessagesRequest, as identity: AnswerIdentity
  ) -> [UInt8] {
    MessagesEndpoint.body(of: answers, in: frame(for: request, identity))
  }

  static func encoder(
    for request: MessagesRequest, as identity: AnswerIdentity, stopSequence: String?
  ) -> MessageEvents {
    MessagesEndpoint.encoder(for: request, in: frame(for: request, identity), stopSequence)
  }

  private static func frame(for request: MessagesRequest, _ identity: AnswerIdentity) -> MessageFrame {
    MessageFrame(identity, stopSequences: request.chat.settings.stopSequences, isBeta: true)
  }
}

extension MessagesEndpoint {
  fileprivate static func body(of answers: [ServedAnswer], in frame: MessageFrame) -> [UInt8] {
    MessageAnswer(frame: frame, reply: answers[0].reply, matchedStop: answers[0].stopSequence).json
  }

  fileprivate static func encoder(
    for request: MessagesRequest, in frame: MessageFrame, _ stopSequence: String?
  ) -> MessageEvents {
    MessageEvents(
      frame, estimatedInput: TokenEstimate.tokens(of: request.chat), matchedStop: stopSequence)
  }
}

/// Sends requests of the beta surface to a handler of their own.
struct HandlerByBeta: RequestHandler {
  let stable: any RequestHandler
  let beta: any RequestHandler

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let isBeta = !context.query.isEmpty && FormFields(decoding: Array(context.query.utf8))["beta"] == "true"
    return try await (isBeta ? beta : stable).respond(to: context)
  }
}
