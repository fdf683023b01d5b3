import ModelsAPI

extension SettingsFile {
  /// The names of models that have fallbacks.
  var fallbackNames: [String] { fallbackLists.keys.sorted() }

  /// The names that stand in for a name; `nil` where none do.
  func fallbacks(of name: String) -> [String]? { fallbackLists[name] }

  /// For each model the models to ask in its place, whatever names they have in the file.
  ///
  /// - Throws: ``SettingsFailure`` for a list that names nobody, two lists of one model, and aliases that lead nowhere.
  func fallbacks() throws(SettingsFailure) -> [ModelName: [ModelName]] {
    var (fallbacks, names): ([ModelName: [ModelName]], [ModelName: String]) = ([:], [:])
    for (name, list) in fallbackLists.sorted(by: { $0.key < $1.key }) {
      guard !list.isEmpty, list.allSatisfy({ !$0.isBlank }) else {
        throw .namelessFallback("fallback.\(name)")
      }
      let model = try model(named: name)
      if let other = names[model] { throw .doubleFallback("fallback.\(other)", "fallback.\(name)", model) }
      names[model] = name
      var models: [ModelName] = []
      for name in list { models.append(try self.model(named: name)) }
      fallbacks[model] = models
    }
    return fallbacks
  }

  /// A text is a list of names with commas between them.
  private var fallbackLists: [String: [String]] {
    let texts = document.dottedValues(below: SettingKey.fallbackTable).mapValues(Self.list)
    return document.dottedLists(below: SettingKey.fallbackTable).merging(texts) { list, _ in list }
  }

  /// The names in a text.
  static func list(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
  }
}
