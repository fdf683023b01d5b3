package import Wire

/// What can go wrong between a request to the models and its answer.
package enum ModelsFailure: Error, Equatable, Sendable {
  case refused(Refusal)
  /// Redirects of a POST are not followed: they would send the prompt to where nobody asked it to go.
  case redirected(status: Int, location: String?, requestID: String?)
  case notJSON(JSONError, requestID: String?)
  /// JSON, but without what must be in it.
  case otherShape(missing: String, requestID: String?)
  case wrongNumberOfEmbeddings(expected: Int, received: Int, requestID: String?)
  case unequalDimensions(Set<Int>, requestID: String?)
  /// The service reported an error after its answer had begun; the status was a success.
  case brokenStream(Refusal)
  /// A stream ended before the answer did.
  case cutStream(requestID: String?)
  /// Made before anything is sent.
  case unsupported([Unsupported])
}

extension ModelsFailure: ClassifiedError {
  package var failureClass: FailureClass {
    switch self {
    case .refused(let refusal), .brokenStream(let refusal): refusal.failureClass
    case .redirected: .redirected
    case .notJSON, .otherShape, .wrongNumberOfEmbeddings, .unequalDimensions: .malformed
    case .cutStream: .cutOff
    case .unsupported: .notSent
    }
  }

  package var retryAfter: Duration? {
    switch self {
    case .refused(let refusal): refusal.retryAfter
    case .redirected, .notJSON, .otherShape, .wrongNumberOfEmbeddings, .unequalDimensions, .brokenStream,
      .cutStream, .unsupported:
      nil
    }
  }
}

/// A wish that an API has no words for, and the ways out.
package struct Unsupported: Hashable, Sendable {
  /// One of the settings a request can carry; commands know under which option.
  package enum Setting: String, Hashable, Sendable, CaseIterable {
    case numberOfGenerations, maximumTokens, temperature, topP, topK, stopSequences, frequencyPenalty
    case presencePenalty, seed, parameters, maskPersonalData, safetyScoring, biasScoring, logProbabilities,
      turnID
    case webSearch, stream
    case responseFormat, composition, slots, maskingDetails, systemPromptStrategy
    // Below, what a request says outside its settings.
    case tools, toolChoice, messageParts, conversationAsCompletion, severalStreamedGenerations, localization
    case localeProbability, tags, verdictlessFeedback, plugins, batches
  }

  /// A family of endpoints.
  package enum API: Hashable, Sendable { case modelsREST, gateway, gatewayCompletions }

  package var setting: Setting
  /// Which API it is that cannot do it.
  package var api: API

  package init(_ setting: Setting, in api: API = .modelsREST) {
    self.setting = setting
    self.api = api
  }
}
