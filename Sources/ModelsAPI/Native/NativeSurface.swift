/// An API of a models' maker that an upstream speaks as it is, beside its own words.
package enum NativeSurface: String, Hashable, Sendable, CaseIterable {
  /// Anthropic's Messages.
  case messages
  /// OpenAI's Responses.
  case responses
}

extension NativeSurface {
  /// Models that the gateway answers over one of these APIs, by how their API names are made.
  private struct Family {
    let surface: NativeSurface
    /// What the name begins with, behind ``prefix``.
    let beginnings: [String]
  }

  /// Only Salesforce's own names are routed there; the gateway's (`llmgateway__…`) are "not available".
  private static let prefix = "sfdc_ai__Default"

  /// Claude is refused at `/responses`, GPT at `/model/{m}/invoke`, and all others at both.
  private static let families = [
    Family(surface: .messages, beginnings: ["BedrockAnthropicClaude", "AnthropicClaude"]),
    Family(surface: .responses, beginnings: ["GPT", "OpenAIGPT", "AzureOpenAIGPT", "O1", "O3", "O4"]),
  ]

  /// Whether a model is one of those that answer here.
  package func answers(_ model: ModelName) -> Bool {
    guard model.text.hasPrefix(Self.prefix) else { return false }
    let rest = model.text.dropFirst(Self.prefix.count)
    return Self.families.contains { family in
      family.surface == self && family.beginnings.contains { rest.hasPrefix($0) }
    }
  }
}
