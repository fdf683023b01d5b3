/// A feature that endpoints of an API have no words for, and which they are.
package struct Unsupported: Hashable, Sendable {
  /// What a request can ask for.
  package enum Feature: Hashable, Sendable {
    case setting(GenerationSetting)
    case stream, severalStreamedGenerations
    case tools, toolChoice, messageParts, conversationAsCompletion
    case localization, localeProbability, tags
    case verdictlessFeedback, embeddings, feedback, plugins, batches, nativeSurfaces
  }

  /// What helps who wants it.
  package enum WayOut: Hashable, Sendable {
    /// The API has no settings at all: a configured model has them, or another API does.
    case configuredModel(otherwise: API.Name)
    case anotherAPI(API.Name)
    /// The same API can do it where it is not to continue a text.
    case conversation
  }

  /// Endpoints of an API that lack the same.
  package struct Endpoints: Hashable, Sendable {
    /// Whose endpoints they are.
    package let api: API.Name
    /// What helps who wants what they lack.
    package let wayOut: WayOut
  }

  /// What was asked for and cannot be done.
  package var feature: Feature
  /// Which endpoints lack it, and what helps instead.
  package var endpoints: Endpoints

  /// - Parameter endpoints: which cannot do it.
  package init(_ feature: Feature, in endpoints: Endpoints) {
    self.feature = feature
    self.endpoints = endpoints
  }
}

extension Unsupported.Feature {
  /// What an API must be able to do for it, where it is an endpoint of its own; otherwise `nil`.
  package var capability: API.Capability? {
    switch self {
    case .embeddings: .embeddings
    case .feedback: .feedback
    case .plugins: .plugins
    case .batches: .batches
    case .nativeSurfaces: .nativeSurfaces
    case .setting, .stream, .severalStreamedGenerations, .tools, .toolChoice, .messageParts,
      .conversationAsCompletion, .localization, .localeProbability, .tags, .verdictlessFeedback:
      nil
    }
  }
}
