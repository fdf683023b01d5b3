import Wire

/// The scores of the Trust Layer: of a harmless text, or of an alarming one.
///
/// Here 1 is safe, other than in the Models REST API. Source: a stream captured by Salesforce's mobile tools.
struct SafetyScores {
  let isToxic: Bool
  /// Whether the scores came back at all.
  let isKnown: Bool

  var safety: JSONValue {
    guard isKnown else { return .null }
    return [
      "severity_level": nil, "safety_score": .number(isToxic ? "0.1300251" : "0.9999987"),
      "category_scores": .object(
        JSONObject(
          zip(Self.categories, isToxic ? Self.alarming : Self.harmless).map { .init($0, .number($1)) })),
    ]
  }

  var bias: JSONValue { isKnown ? .number(isToxic ? "0.41" : "0.02") : .null }

  /// Each part only where it was asked for; `null` where nothing was.
  func quality(_ scoring: Scoring) -> JSONValue {
    guard isKnown, scoring.outputSafety || scoring.outputBias else { return .null }
    return [
      "is_toxicity_detected": scoring.outputSafety ? .bool(isToxic) : .null,
      "is_bias_detected": scoring.outputBias ? .bool(isToxic) : .null,
      "bias_score": scoring.outputBias ? bias : .null,
    ]
  }

  private static let categories = [
    "toxicity", "hate", "identity", "violence", "physical", "sexual", "profanity", "biased",
  ]
  // Written as digits, because the service writes small numbers with an exponent.
  private static let harmless = ["0.0", "0.0", "2.0e-5", "2.0e-5", "0.0", "1.5e-4", "3.0e-5", "0.0"]
  private static let alarming = ["0.87", "0.87", "0.31", "0.12", "0.05", "1.5e-4", "0.64", "0.41"]
}
