import ModelsAPI

extension SettingsFile {
  /// The names of models that have fallbacks.
  var fallbackNames: [String] { fallbackLists.keys.sorted() }

  /// The names that stand in for a name; `nil` where none do.
  func fallbacks(of name: String) -> [String]? { fallbackLists[name] }

  /// For each model the models to ask in its place, whatever names they have in the file.
  ///
  /// - Throws: ``SettingsFailure`` as ``fallbacks(_:)``, and for aliases that lead nowhere.
  func fallbacks() throws -> [ModelName: [ModelName]] { try fallbacks { try model(named: $0) } }

  /// For each model the models to ask in its place.
  ///
  /// - Parameter model: the one behind a name.
  /// - Throws: ``SettingsFailure`` for a list that names nobody, and two lists of one model; what `model` throws.
  func fallbacks(_ model: (String) throws -> ModelName) throws -> [ModelName: [ModelName]] {
    var (fallbacks, names): ([ModelName: [ModelName]], [ModelName: String]) = ([:], [:])
    for (name, list) in fallbackLists.sorted(by: { $0.key < $1.key }) {
      let key = SettingKey("\(SettingKey.fallbackTable).\(name)")
      guard !list.isEmpty, list.allSatisfy({ !$0.isBlank }) else {
        throw SettingsFailure.namelessFallback(key.name)
      }
      guard document.places(of: key.keys(in: "")).count < 2 else {
        throw SettingsFailure.doubleKey(path: path, key: key.name)
      }
      let asked = try model(name)
      if let other = names[asked] {
        throw SettingsFailure.doubleFallback("\(SettingKey.fallbackTable).\(other)", key.name, asked)
      }
      names[asked] = name
      fallbacks[asked] = try list.map(model)
    }
    return fallbacks
  }

  /// A text is a list of names with commas between them.
  private var fallbackLists: [String: [String]] {
    let texts = document.dottedValues(below: SettingKey.fallbackTable).mapValues(FallbackArgument.names)
    return document.dottedLists(below: SettingKey.fallbackTable).merging(texts) { list, _ in list }
  }
}
