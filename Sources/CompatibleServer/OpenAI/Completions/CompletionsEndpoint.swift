import ModelsAPI

/// `POST /v1/completions`: https://platform.openai.com/docs/api-reference/completions/create
enum CompletionsEndpoint: GenerationEndpoint {
  static let idPrefix = "cmpl-"

  static func body(
    of answers: [ServedAnswer], to request: TextCompletionRequest, as identity: AnswerIdentity
  ) -> [UInt8] {
    TextCompletion(answers.map(\.reply), echoes: request.echoes, identity).body
  }

  static func encoder(
    for request: TextCompletionRequest, as identity: AnswerIdentity, stopSequence: String?
  ) -> TextCompletionChunks {
    TextCompletionChunks(
      identity, echoes: request.echoes, generations: request.chats[0].settings.numberOfGenerations ?? 1,
      tellsUsage: request.tellsUsage)
  }
}
