/// What is known of a model before an org is asked: a hint, never a wall.
package struct KnownModel: Hashable, Sendable {
  /// What it is asked for by.
  package let name: ModelName
  /// What it is good for.
  package let kind: ModelKind
  /// Who runs it.
  package let provider: ModelProvider
  /// The provider's own name, to which answers add a date: `gpt-4o-mini`; `nil` where nobody has told it.
  package let providerName: String?
  /// The most tokens of an answer; `nil` where nobody says.
  package let maximumOutput: Int?
  /// Tokens of question and answer together, where nothing is masked; `nil` where nobody says.
  package let context: Int?
  /// Short names in the spelling of the model's maker, in lower case; empty for none.
  package let aliases: [String]
  /// The model that answers in its place since it was shut down; `nil` for one that answers itself.
  package let successor: ModelName?

  private init(
    _ name: String, _ kind: ModelKind, _ provider: ModelProvider, _ providerName: String?, output: Int?,
    context: Int?, aliases: [String] = [], successor: String? = nil
  ) {
    self.name = ModelName(Self.prefix + name)
    self.kind = kind
    self.provider = provider
    self.providerName = providerName
    maximumOutput = output
    self.context = context
    self.aliases = aliases
    self.successor = successor.map { ModelName(Self.prefix + $0) }
  }

  private static let prefix = "sfdc_ai__Default"
}

/// The rows of the table; names stand there without `sfdc_ai__Default`.
extension KnownModel {
  static func chat(
    _ name: String, _ provider: ModelProvider, _ providerName: String, output: Int? = nil,
    context: Int? = nil, alias: String? = nil
  ) -> KnownModel {
    KnownModel(
      name, .chat, provider, providerName, output: output, context: context,
      aliases: alias.map { [$0] } ?? [])
  }

  static func embedding(_ name: String, _ provider: ModelProvider, _ providerName: String) -> KnownModel {
    KnownModel(name, .embedding, provider, providerName, output: nil, context: nil)
  }

  static func other(_ name: String, _ provider: ModelProvider) -> KnownModel {
    KnownModel(name, .other, provider, nil, output: nil, context: nil)
  }

  /// - Parameter successor: answers in its place.
  static func retired(
    _ name: String, _ provider: ModelProvider, _ providerName: String, servedBy successor: String
  ) -> KnownModel {
    KnownModel(name, .chat, provider, providerName, output: nil, context: nil, successor: successor)
  }
}

/// What a model is good for.
package enum ModelKind: String, Hashable, Sendable, CaseIterable {
  /// Text to text.
  case chat
  /// Text to vectors.
  case embedding
  /// Predictions, speech and whatever else an org can configure.
  case other
}
