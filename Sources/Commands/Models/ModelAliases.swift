import ModelsAPI

/// The short names of models, the user's own first; a name of the catalogue that the user has given to another model is
/// not the catalogue's any more.
struct ModelAliases {
  private let own: [String: ModelName]

  /// - Throws: ``SettingsFailure/aliasLoop(_:)``.
  init(_ settings: SettingsFile?) throws {
    own = try settings?.aliases() ?? [:]
  }

  /// All names of a model.
  func names(of model: ModelName) -> [String] {
    let catalogued = (Catalogue.known(model)?.aliases ?? []).filter { own[$0] == nil }
    return own.filter { $0.value == model }.keys.sorted() + catalogued
  }

  /// The models that have names of the user's.
  var models: [ModelName] {
    var seen: Set<ModelName> = []
    return own.sorted { $0.key < $1.key }.map(\.value).filter { seen.insert($0).inserted }
  }
}
