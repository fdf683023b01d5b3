import ModelsAPI

/// `POST /v1/messages`: https://platform.claude.com/docs/en/api/messages/create
enum MessagesEndpoint: GenerationEndpoint {
  static let idPrefix = "msg_"

  static func body(
    of answers: [ServedAnswer], to request: MessagesRequest, as identity: AnswerIdentity
  ) -> [UInt8] {
    MessageAnswer(
      identity: identity, reply: answers[0].reply, stopSequences: request.chat.settings.stopSequences,
      matchedStop: answers[0].stopSequence
    ).json
  }

  static func encoder(
    for request: MessagesRequest, as identity: AnswerIdentity, stopSequence: String?
  ) -> MessageEvents {
    MessageEvents(
      identity, stopSequences: request.chat.settings.stopSequences, matchedStop: stopSequence)
  }
}
