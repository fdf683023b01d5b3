import HTTPTypes
import Wire

/// The LLM Gateway: text and chats, whole and streamed, embeddings, feedback, plug-ins and batch jobs.
///
/// Source: LLM Gateway API reference; where it is silent, what Salesforce's own clients send and read.
struct GatewayHandler: Sendable {
  /// The path of `https://api.salesforce.com/ai/gpt/v1`.
  static let base = ["ai", "gpt", "v1"]

  let configuration: Org.Configuration
  let verifier: TokenVerifier
  let state: EmulatorState
  let catalogue: EmulatedCatalogue

  var generator: ResponseGenerator { ResponseGenerator(state: state, seed: configuration.seed) }

  func answer(_ incoming: IncomingRequest, at path: ArraySlice<String>) async -> HTTPReply {
    do throws(ErrorResponse) {
      guard let endpoint = Endpoint(path) else { throw .documented(.notFound) }
      try await checkAccess(incoming, to: endpoint)
      if case .batchJob(let id) = endpoint { return try status(ofJob: id) }
      let body = try RequestBody(incoming.body)
      await recordIgnored(in: body, at: endpoint)
      return try await answer(incoming, body, at: endpoint)
    } catch {
      return error.reply
    }
  }

  private func answer(
    _ incoming: IncomingRequest, _ body: RequestBody, at endpoint: Endpoint
  ) async throws(ErrorResponse) -> HTTPReply {
    switch endpoint {
    case .generations(let isStream):
      let request = try GatewayRequest(prompt: body, try textModel(body, isStream))
      return reply(try await generateAnswer(to: request, incoming), PromptAnswerEncoder(), isStream)
    case .chatGenerations(let isStream):
      let request = try GatewayRequest(chat: body, try textModel(body, isStream))
      return reply(try await generateAnswer(to: request, incoming), ChatAnswerEncoder(), isStream)
    case .embeddings: return try await embed(body, incoming)
    case .feedback:
      try GatewayFeedback.check(body)
      return .json(.accepted, FeedbackEndpoint.answer.bytes)
    case .plugin(let name, let isStream): return try await plugIn(name, body, incoming, isStream)
    case .batchEmbeddings: return try await submit(body, incoming)
    case .batchJob(let id): return try status(ofJob: id)
    case .invoke(let name, let isStream): return try await invoke(name, body, incoming, isStream)
    case .responses: return try await respond(body, incoming)
    }
  }

  private func reply(
    _ answer: GatewayAnswer, _ encoder: some AnswerEncoder, _ isStream: Bool
  ) -> HTTPReply {
    guard isStream else { return .json(.ok, encoder.json(answer.whole).bytes) }
    let frames = StreamFrames(answer: answer, encoder: encoder)
    return stream(StreamPlan(answer).steps.lazy.map(frames.signal), answer.directives.behaviors)
  }

  private func recordIgnored(in body: RequestBody, at endpoint: Endpoint) async {
    for name in endpoint.fields?.unknown(in: body.object) ?? [] {
      await state.recordIgnored(name)
      configuration.note(
        "ignored the body field '\(name)', which \(endpoint.name) of the gateway does not have")
    }
  }
}
