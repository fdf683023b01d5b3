package import Wire

/// What is asked of a model, in no API's words: a prompt or a conversation, and how to answer it.
package struct ChatRequest: Hashable, Sendable {
  /// What is said to the model: one text, or the turns of a conversation.
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

  /// Which model is asked.
  package var model: ModelName
  /// What is said to it.
  package var input: Input
  /// How it should answer.
  package var settings: GenerationSettings
  /// What the model may ask for.
  package var tools: [Tool]
  /// Whether it must, may or must not use the tools; `nil` leaves it to the model.
  package var toolChoice: ToolChoice?
  /// Whether the prompt is a text to be continued and no message to be answered.
  package var wantsCompletion = false
  /// Languages and regions of prompt and answer; `nil` is not sent.
  package var localization: Localization?
  /// Values of the client's own, attached to the request; empty is not sent.
  package var tags: JSONObject
  /// Merged last into the body: fields that have no name here.
  package var extraFields: JSONObject

  /// A request with what most have; that a text is to be continued is set afterwards.
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
