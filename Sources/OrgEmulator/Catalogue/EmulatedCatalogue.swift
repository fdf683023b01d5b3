/// All models of the emulated org: the supported ones, those rerouted, those configured in Einstein Studio.
struct EmulatedCatalogue: Sendable {
  let models: [CatalogueModel]
  private let byName: [String: CatalogueModel]

  init(customModels: [String]) {
    models = Self.supported + Self.embeddings + Self.rerouted + customModels.map(Self.custom)
    byName = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The model that answers under this name: the target where it is rerouted, `nil` where nothing may answer.
  func model(answering name: String) -> CatalogueModel? {
    guard let model = byName[name], model.isUsable else { return nil }
    return model.reroutedTo.flatMap { byName[$0] } ?? model
  }

  private static func custom(_ name: String) -> CatalogueModel {
    let label = name.split(separator: "_").prefix { $0 != "CM" }.joined(separator: " ")
    return CatalogueModel(
      name: name, label: label, family: .openAI, providerName: "gpt-4o-2024-11-20", outputLimit: 16_384)
  }
}
