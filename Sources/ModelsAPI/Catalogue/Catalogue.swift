/// The models that the documents name: a hint for people and completions, never a wall.
package enum Catalogue {
  /// What is known of a model; `nil` for one that the documents do not name.
  package static func known(_ model: ModelName) -> KnownModel? { byName[model] }

  /// The API name behind an alias; any other name is taken as it is.
  package static func model(named name: String) -> ModelName {
    byAlias[name.lowercased()] ?? ModelName(name)
  }

  /// Short names in the spelling of the models' makers.
  package static let aliases: [(alias: String, model: ModelName)] = models.flatMap { model in
    model.aliases.map { ($0, model.name) }
  }

  /// Names whose model turns text into text, without those that were shut down.
  package static let textModels = names(of: .chat)

  /// Names whose model turns text into vectors.
  package static let embeddingModels = names(of: .embedding)

  private static let byName = Dictionary(
    models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static let byAlias = Dictionary(
    aliases.map { ($0.alias, $0.model) }, uniquingKeysWith: { first, _ in first })

  private static func names(of kind: ModelKind) -> [ModelName] {
    models.filter { $0.kind == kind && $0.successor == nil }.map(\.name)
  }
}
