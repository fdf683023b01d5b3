import HTTPTypes

extension GatewayHandler {
  /// The model of a native endpoint, which takes the models of one vendor and only their `sfdc_ai__` names.
  ///
  /// Source: "model not available" of the official skill for coding agents; a client that has tried which endpoint
  /// refuses which models.
  func nativeModel(
    _ name: String, of vendor: NativeVendor, refusal field: FieldPath?
  ) throws(ErrorResponse) -> CatalogueModel {
    guard name.hasPrefix("sfdc_ai__"), let model = catalogue.gatewayModel(answering: name) else {
      var refusal = ErrorResponse.documented(.notFound)
      refusal.message = "model not available"
      throw refusal
    }
    guard vendor.makes(model) else {
      let message = "Model \(name) is not supported by this endpoint."
      throw field.map { .badArgument(message, field: $0) } ?? .badArgument(message)
    }
    return model
  }
}

/// Whose API a native endpoint speaks.
enum NativeVendor {
  case anthropic
  case openAI

  func makes(_ model: CatalogueModel) -> Bool {
    switch self {
    case .anthropic: model.providerName.hasPrefix("anthropic.")
    case .openAI: model.family == .openAI && model.capability == .chat
    }
  }
}

extension CatalogueModel {
  /// The vendor's own name: Amazon's without what Amazon puts round it.
  var vendorName: String {
    guard providerName.hasPrefix("anthropic.") else { return providerName }
    let name = providerName.dropFirst("anthropic.".count)
    return String(name.hasSuffix("-v1:0") ? name.dropLast("-v1:0".count) : name)
  }
}
