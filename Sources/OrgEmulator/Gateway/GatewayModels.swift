import HTTPTypes

extension GatewayDesk {
  /// The model of a request for text.
  func textModel(_ body: RequestBody, _ isStream: Bool) throws(Refusal) -> CatalogueModel {
    let name = try body.requiredText("model")
    guard isStream || name != Catalogue.streamingOnly else {
      throw .badArgument("Model \(name) only streams.", field: body.place(of: "model"))
    }
    return try model(name, .chat, body)
  }

  func embeddingModel(_ name: String, _ body: RequestBody) throws(Refusal) -> CatalogueModel {
    try model(name, .embedding, body)
  }

  private func model(
    _ name: String, _ capability: CatalogueModel.Capability, _ body: RequestBody
  ) throws(Refusal) -> CatalogueModel {
    guard let model = catalogue.gatewayModel(answering: name) else { throw .documented(.notFound) }
    guard model.capability == capability else {
      throw .badArgument(
        "Model \(name) does not support the capability \(capability.rawValue).",
        field: body.place(of: "model"))
    }
    return model
  }
}
