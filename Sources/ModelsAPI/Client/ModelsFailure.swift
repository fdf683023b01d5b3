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
  /// Made before anything is sent.
  case unsupported([Unsupported])
}

extension ModelsFailure {
  /// What this means for trying again; `nil`: it is no matter of time.
  package var retryCause: RetryCause? {
    guard case .refused(let refusal) = self else { return nil }
    return .status(refusal.status, retryAfter: refusal.retryAfter)
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
  }

  package var setting: Setting

  package init(_ setting: Setting) { self.setting = setting }
}
