package import ModelsAPI

/// Finds the model of the org behind the name that a client uses.
package struct ModelMap: Sendable {
  /// A name that clients may use, and what stands behind it.
  package struct Entry: Hashable, Sendable {
    /// As clients write it.
    package let name: String
    /// Whom the org is asked for.
    package let model: ModelName
  }

  /// The user's own names; they come before all others.
  package var aliases: [String: ModelName] { didSet { plainAliases = Self.plain(aliases) } }
  /// Answers for names that are nobody's in particular: `default`, and models of OpenAI's that came after this table.
  package var textModel: ModelName
  /// Answers for the names of all of OpenAI's embedding models.
  package var embeddingModel: ModelName

  /// Whether the user has chosen ``textModel``, so that it answers for such names whatever the org has.
  package var isTextModelChosen = false
  /// Of what the org says that it has: names that were never seen here lead to the best of these. Empty where it did
  /// not tell.
  var orgChoice = OrgModelChoice(among: [])

  /// The same under the one spelling that many have.
  private var plainAliases: [String: ModelName]

  /// - Parameters:
  ///   - aliases: the user's own names.
  ///   - textModel: answers for text models that nobody here knows.
  ///   - embeddingModel: answers for all of OpenAI's embedding models.
  package init(aliases: [String: ModelName] = [:], textModel: ModelName, embeddingModel: ModelName) {
    self.aliases = aliases
    plainAliases = Self.plain(aliases)
    self.textModel = textModel
    self.embeddingModel = embeddingModel
  }

  /// The model to ask. A name that nobody here knows is sent as it is: the catalogue is a hint, never a wall.
  package func model(named name: String) -> ModelName {
    orgModel(named: name) ?? known(name) ?? ModelName(name)
  }

  /// Whether a name means one model wherever it is used: the user's own names, and API names.
  func isFixed(_ name: String) -> Bool {
    aliases[name] != nil || Self.isAPIName(name) || plainAliases[ModelSpelling.plain(name)] != nil
  }

  /// Whether a name is one of the catalogue's, whose model the org may still not have.
  func isCatalogued(_ name: String) -> Bool { Self.exact[ModelSpelling.plain(name)] != nil }

  /// The org's model for a name of a family: the one that the catalogue means, unless the org lacks it or the name is a
  /// later model's; then the best that the org has.
  private func orgModel(named name: String) -> ModelName? {
    guard !orgChoice.isEmpty, !isFixed(name), let traits = ModelTraits(name) else { return nil }
    let known = known(name)
    if isTextModelChosen, known == textModel { return known }
    if let known, orgChoice.has(known) {
      let isLater = ModelTraits(known.text).map(traits.isNewer) ?? true
      if isCatalogued(name) || !isLater { return known }
    }
    return orgChoice.best(for: traits)
  }

  /// The model behind a name, if it is an API name or one that leads to one.
  package func known(_ name: String) -> ModelName? {
    if let model = aliases[name] ?? Self.exact[name] { return model }
    if Self.isAPIName(name) { return ModelName(name) }
    let plain = ModelSpelling.plain(name)
    return plainAliases[plain] ?? Self.exact[plain] ?? familyModel(plain)
  }

  /// Whether a text can be the name of a model: what is longer is nobody's, and would be told back at length.
  static func isName(_ text: String) -> Bool { text.utf8.count <= longestName }

  /// What ``isName(_:)`` asks for, in words.
  static let longestNameRule = "a model's name has at most \(longestName) bytes."

  private static let longestName = 256

  /// All names worth showing: the user's, those that clients insist on, and the API names.
  package var entries: [Entry] {
    let own = aliases.sorted { $0.key < $1.key }.map { Entry(name: $0.key, model: $0.value) }
    let insisted = Self.insisted.compactMap { name in known(name).map { Entry(name: name, model: $0) } }
    let catalogued = Catalogue.aliases.map { Entry(name: $0.alias, model: $0.model) }
    let defaults = [textModel, embeddingModel]
    let official = (defaults + Catalogue.textModels + Catalogue.embeddingModels).map {
      Entry(name: $0.text, model: $0)
    }
    var seen: Set<String> = []
    return (own + insisted + catalogued + official).filter { seen.insert($0.name).inserted }
  }

  /// Which models answer under names of each family that nobody here has seen.
  package var families: [Entry] {
    Self.familyNames.map { Entry(name: $0.name, model: model(named: $0.example)) }
  }

  private static let familyNames: [(name: String, example: String)] = [
    ("claude-opus-*", "claude-opus"), ("claude-sonnet-*", "claude-sonnet"),
    ("claude-haiku-*", "claude-haiku"),
    ("gpt-*", "gpt-99"), ("gpt-*-mini", "gpt-99-mini"), ("o*", "o99"), ("codex-*", "codex"),
  ]

  /// For those who used a name that leads nowhere.
  package var names: [String] { entries.map(\.name) }

  /// `sfdc_ai__…`, `llmgateway__…`
  private static func isAPIName(_ name: String) -> Bool {
    zip(name.utf8, name.utf8.dropFirst()).contains { $0 == UInt8(ascii: "_") && $1 == UInt8(ascii: "_") }
  }

  private static func plain(_ aliases: [String: ModelName]) -> [String: ModelName] {
    let sorted = aliases.sorted { $0.key < $1.key }
    return Dictionary(
      sorted.map { (ModelSpelling.plain($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func familyModel(_ plain: String) -> ModelName? {
    if plain.hasPrefix("text-embedding-") { return embeddingModel }
    if let family = ModelFamily.all.first(where: { $0.holds(plain) }) {
      return Catalogue.model(named: family.alias)
    }
    if let traits = ModelTraits(plain), traits.family == .reasoning {
      return Catalogue.model(named: traits.size == .small ? "o4-mini" : "o3")
    }
    return plain == "default" || plain.hasPrefix("gpt-") ? textModel : nil
  }

  private static let exact = Dictionary(
    Catalogue.aliases.map { (ModelSpelling.plain($0.alias), $0.model) },
    uniquingKeysWith: { first, _ in first })

  /// What programs have built in, in the spelling of the models' makers.
  private static let insisted = [
    "gpt-4", "gpt-3.5-turbo", "claude-3-haiku-20240307", "claude-3-sonnet", "claude-3-sonnet-20240229",
    "claude-3-opus-20240229", "claude-3-5-sonnet-latest",
    "claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5", "text-embedding-ada-002",
    "text-embedding-3-small",
  ]
}
