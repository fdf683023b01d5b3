import HTTPTypes

extension GatewayHandler {
  /// The model of a request for text.
  func textModel(_ body: RequestBody, _ isStream: Bool) throws(ErrorResponse) -> CatalogueModel {
    let name = try body.requiredText("model")
    guard isStream || name != EmulatedCatalogue.streamingOnly else {
      throw .badArgument("Model \(name) only streams.", field: body.path(of: "model"))
    }
    return try model(name, .chat, body)
  }

  func embeddingModel(_ name: String, _ body: RequestBody) throws(ErrorResponse) -> CatalogueModel {
    try model(name, .embedding, body)
  }

  private func model(
    _ name: String, _ capability: CatalogueModel.Capability, _ body: RequestBody
  ) throws(ErrorResponse) -> CatalogueModel {
    guard let model = catalogue.gatewayModel(answering: name) else { throw .documented(.notFound) }
    guard model.capability == capability else {
      throw .badArgument(
        "Model \(name) does not support the capability \(capability.rawValue).",
        field: body.path(of: "model"))
    }
    return model
  }
}
