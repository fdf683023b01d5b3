package import ModelsAPI

/// Finds the model of the org behind the name that a client uses.
package struct ModelMap: Sendable {
  /// The user's own names; they come before all others.
  package var aliases: [String: ModelName]
  /// Answers for text under names that are made elsewhere (`gpt-4o-mini` of another spelling, `claude-…`).
  package var textModel: ModelName
  package var embeddingModel: ModelName

  package init(aliases: [String: ModelName] = [:], textModel: ModelName, embeddingModel: ModelName) {
    self.aliases = aliases
    self.textModel = textModel
    self.embeddingModel = embeddingModel
  }
}
