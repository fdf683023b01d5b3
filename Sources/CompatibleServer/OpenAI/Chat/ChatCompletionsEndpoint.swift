/// `POST /v1/chat/completions`: https://platform.openai.com/docs/api-reference/chat/create
enum ChatCompletionsEndpoint: GenerationEndpoint {
  static let idPrefix = "chatcmpl-"

  static func body(
    of answers: [ServedAnswer], to request: ChatCompletionRequest, as identity: AnswerIdentity
  ) -> [UInt8] {
    ChatCompletion(answers[0].reply, identity).body
  }

  static func encoder(
    for request: ChatCompletionRequest, as identity: AnswerIdentity, stopSequence: String?
  ) -> ChatCompletionChunks {
    ChatCompletionChunks(identity, tellsUsage: request.tellsUsage)
  }
}
