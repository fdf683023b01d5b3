import ModelsAPI

/// The names under which clients are offered models: those of the catalogue, or, where the org tells what it has, those
/// behind which there is a model that answers.
struct OfferedModels: Sendable {
  let map: ModelMap
  /// `nil` where nobody can be asked.
  let org: OrgModelCache?

  /// All names worth showing.
  func entries() async -> [ModelMap.Entry] {
    guard let models = await usableModels() else { return map.entries }
    let names = Set(models.map(\.name))
    let led = map.entries.filter { Self.isOffered($0.model, names) }
    let listed = Set(led.map(\.name))
    let others = models.map(\.name).filter { !listed.contains($0.text) }
    return led + others.map { ModelMap.Entry(name: $0.text, model: $0) }
  }

  /// The model that answers to a name, if it is one that is offered, shown or not: what the org has in its place where
  /// the name is one of a family.
  func model(named name: String) async -> ModelName? {
    guard let models = await usableModels() else { return map.known(name) }
    let names = Set(models.map(\.name))
    var map = map
    if ModelMap.isName(name), let choice = await org?.choice() { map.orgChoice = choice }
    let model = map.model(named: name)
    return Self.isOffered(model, names) ? model : nil
  }

  /// Those that make vectors and have nothing to say.
  func embeddingModels() async -> Set<ModelName> {
    let told = await usableModels()?.filter { $0.kind == .embedding }.map(\.name) ?? []
    return Set(Catalogue.embeddingModels + told + [map.embeddingModel])
  }

  /// The org's list does not hold the gateway's own names.
  private static func isOffered(_ model: ModelName, _ names: Set<ModelName>) -> Bool {
    names.contains(model) || model.text.hasPrefix("llmgateway__")
  }

  /// An org that lists none that answers tells nothing by it.
  private func usableModels() async -> [ConfiguredModel]? {
    let models = await org?.models()?.filter(\.isUsable)
    return models?.isEmpty == false ? models : nil
  }
}

extension ConfiguredModel {
  /// Whether a client may be offered it: one that answers, and with text or vectors.
  var isUsable: Bool {
    switch status {
    case .disabled, .deprecated: false
    case .enabled, .rerouted, .other, nil: kind != .other
    }
  }
}
