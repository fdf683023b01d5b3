/// A feature that an API has no words for, and which API that is.
package struct Unsupported: Hashable, Sendable {
  /// What a request can ask for.
  package enum Feature: Hashable, Sendable {
    case setting(GenerationSetting)
    case stream, severalStreamedGenerations
    case tools, toolChoice, messageParts, conversationAsCompletion
    case localization, localeProbability, tags
    case verdictlessFeedback, plugins, batches
  }

  /// A family of endpoints.
  package enum API: Hashable, Sendable { case modelsREST, gateway, gatewayCompletions }

  package var feature: Feature
  /// Which API it is that cannot do it.
  package var api: API

  package init(_ feature: Feature, in api: API = .modelsREST) {
    self.feature = feature
    self.api = api
  }
}
