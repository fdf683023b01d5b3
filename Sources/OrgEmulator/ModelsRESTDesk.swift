import HTTPTypes
import Wire

/// The Models REST API: generations, chat generations, embeddings and feedback.
///
/// Source: Models REST API reference (OpenAPI models.yaml); Access Models API with REST, "Provide Headers".
struct ModelsRESTDesk: Sendable {
  /// The path of `https://api.salesforce.com/einstein/platform/v1`.
  static let base = ["einstein", "platform", "v1"]

  let configuration: Org.Configuration
  let gate: TokenGate
  let memory: Memory
  let catalogue: Catalogue

  var mind: Mind { Mind(memory: memory, seed: configuration.seed) }

  func answer(_ visit: Visit, at path: ArraySlice<String>) async -> HTTPReply {
    do throws(Refusal) {
      guard let endpoint = Endpoint(path) else { throw .documented(.notFound) }
      try await admit(visit, to: endpoint)
      let body = try RequestBody(visit.body)
      await noteIgnored(in: body, at: endpoint)
      return try await answer(visit, body, at: endpoint)
    } catch {
      return error.reply
    }
  }

  private func answer(
    _ visit: Visit, _ body: RequestBody, at endpoint: Endpoint
  ) async throws(Refusal) -> HTTPReply {
    switch endpoint {
    case .generations(let name):
      let model = try model(name, .chat)
      let thought = try await think(about: Generations.conversation(body), model, visit)
      return .json(.ok, Generations.answer(thought, model).bytes)
    case .chatGenerations(let name):
      let model = try model(name, .chat)
      let thought = try await think(about: ChatGenerations.conversation(body), model, visit)
      return .json(.ok, ChatGenerations.answer(thought, model).bytes)
    case .embeddings(let name):
      let model = try model(name, .embedding)
      let inputs = try Embeddings.inputs(body)
      try body.checkSharedFields()
      for input in inputs { try await mind.obey(Directives(in: input), visit) }
      return .json(.ok, Embeddings.answer(inputs, model))
    case .feedback:
      try Feedback.check(body)
      return .json(.accepted, Feedback.answer.bytes)
    }
  }

  private func model(
    _ name: String, _ capability: CatalogueModel.Capability
  ) throws(Refusal) -> CatalogueModel {
    guard let model = catalogue.model(answering: name) else { throw .documented(.notFound) }
    guard model.capability == capability else {
      throw .badArgument("Model \(name) does not support the capability \(capability.rawValue).")
    }
    return model
  }

  private func noteIgnored(in body: RequestBody, at endpoint: Endpoint) async {
    for name in body.names where !endpoint.fields.contains(name) {
      await memory.noteIgnored(name)
      configuration.note("ignored the body field '\(name)', which \(endpoint.name) does not have")
    }
  }
}

extension HTTPReply {
  static func json(_ status: HTTPResponse.Status, _ body: [UInt8]) -> HTTPReply {
    HTTPReply(status, contentType: "application/json", body)
  }
}
