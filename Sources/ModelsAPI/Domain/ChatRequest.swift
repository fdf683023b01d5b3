package import Wire

/// What is asked of a model, in no API's words: a prompt or a conversation, and how to answer it.
package struct ChatRequest: Hashable, Sendable {
  package enum Input: Hashable, Sendable {
    case prompt(String)
    case messages([Message])
  }

  package var model: ModelName
  package var input: Input
  package var settings: GenerationSettings
  package var localization: Localization?
  package var tags: JSONObject
  /// Merged last into the body: fields that have no name here.
  package var extraFields: JSONObject

  package init(
    model: ModelName, _ input: Input, settings: GenerationSettings = GenerationSettings(),
    localization: Localization? = nil, tags: JSONObject = [:], extraFields: JSONObject = [:]
  ) {
    self.model = model
    self.input = input
    self.settings = settings
    self.localization = localization
    self.tags = tags
    self.extraFields = extraFields
  }
}
