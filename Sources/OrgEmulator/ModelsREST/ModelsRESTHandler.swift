import HTTPTypes
import Wire

/// The Models REST API: generations, chat generations, embeddings and feedback.
///
/// Source: Models REST API reference (OpenAPI models.yaml); Access Models API with REST, "Provide Headers".
struct ModelsRESTHandler: Sendable {
  /// The path of `https://api.salesforce.com/einstein/platform/v1`.
  static let base = ["einstein", "platform", "v1"]

  let configuration: Org.Configuration
  let verifier: TokenVerifier
  let state: EmulatorState
  let catalogue: EmulatedCatalogue

  var generator: ResponseGenerator { ResponseGenerator(state: state, seed: configuration.seed) }

  func answer(_ incoming: IncomingRequest, at path: ArraySlice<String>) async -> HTTPReply {
    do throws(ErrorResponse) {
      guard let endpoint = Endpoint(path) else { throw .documented(.notFound) }
      try await checkAccess(incoming, to: endpoint)
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
    case .generations(let name):
      let model = try model(name, .chat)
      let generated = try await generateAnswer(to: GenerationsEndpoint.conversation(body), model, incoming)
      return .json(.ok, GenerationsEndpoint.answer(generated, model).bytes)
    case .chatGenerations(let name):
      let model = try model(name, .chat)
      let generated = try await generateAnswer(
        to: ChatGenerationsEndpoint.conversation(body), model, incoming)
      return .json(.ok, ChatGenerationsEndpoint.answer(generated, model).bytes)
    case .embeddings(let name):
      let model = try model(name, .embedding)
      let inputs = try EmbeddingsEndpoint.inputs(body)
      try body.checkSharedFields()
      for input in inputs {
        try await generator.refuseIfDirected(by: Directives(in: input), incoming, model: model.name)
      }
      return .json(.ok, EmbeddingsEndpoint.answer(inputs, model))
    case .feedback:
      try FeedbackEndpoint.check(body)
      return .json(.accepted, FeedbackEndpoint.answer.bytes)
    }
  }

  private func model(
    _ name: String, _ capability: CatalogueModel.Capability
  ) throws(ErrorResponse) -> CatalogueModel {
    guard let model = catalogue.model(answering: name) else { throw .documented(.notFound) }
    guard model.capability == capability else {
      throw .badArgument("Model \(name) does not support the capability \(capability.rawValue).")
    }
    return model
  }

  private func recordIgnored(in body: RequestBody, at endpoint: Endpoint) async {
    for name in body.names where !endpoint.fields.contains(name) {
      await state.recordIgnored(name)
      configuration.note("ignored the body field '\(name)', which \(endpoint.name) does not have")
    }
  }
}

extension HTTPReply {
  static func json(_ status: HTTPResponse.Status, _ body: [UInt8]) -> HTTPReply {
    HTTPReply(status, contentType: "application/json", body)
  }
}
