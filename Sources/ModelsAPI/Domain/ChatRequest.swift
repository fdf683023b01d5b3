package import Wire

/// What is asked of a model, in no API's words: a prompt or a conversation, and how to answer it.
package struct ChatRequest: Hashable, Sendable {
  package enum Input: Hashable, Sendable {
    case prompt(String)
    case messages([Message])

    var isConversation: Bool { if case .messages = self { true } else { false } }

    /// Whether roles and texts say it all.
    var isPlain: Bool {
      guard case .messages(let messages) = self else { return true }
      return messages.allSatisfy(\.isPlain)
    }
  }

  package var model: ModelName
  package var input: Input
  package var settings: GenerationSettings
  /// What the model may ask for.
  package var tools: [Tool]
  package var toolChoice: ToolChoice?
  /// Whether the prompt is a text to be continued and no message to be answered.
  package var wantsCompletion = false
  package var localization: Localization?
  package var tags: JSONObject
  /// Merged last into the body: fields that have no name here.
  package var extraFields: JSONObject

  package init(
    model: ModelName, _ input: Input, settings: GenerationSettings = GenerationSettings(), tools: [Tool] = [],
    toolChoice: ToolChoice? = nil, localization: Localization? = nil, tags: JSONObject = [:],
    extraFields: JSONObject = [:]
  ) {
    self.model = model
    self.input = input
    self.settings = settings
    self.tools = tools
    self.toolChoice = toolChoice
    self.localization = localization
    self.tags = tags
    self.extraFields = extraFields
  }
}
