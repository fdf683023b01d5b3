import Wire

/// The toxicity scan of an answer: the documents' sample scores, or alarming ones.
///
/// Source: Toxicity Scoring with Models API; Access Models API with REST, sample response.
enum Toxicity {
  static func scan(isToxic: Bool) -> JSONValue {
    [
      "isDetected": .bool(isToxic),
      "categories": .array(
        (isToxic ? alarming : harmless).map { ["categoryName": .string($0), "score": .number($1)] }),
    ]
  }

  // Written as digits, because the service writes small numbers with an exponent.
  private static let harmless = [
    ("identity", "2.0e-5"), ("hate", "0.0"), ("profanity", "3.0e-5"), ("violence", "2.0e-5"),
    ("sexual", "1.5e-4"), ("physical", "0.0"),
  ]
  private static let alarming = [
    ("identity", "0.31"), ("hate", "0.87"), ("profanity", "0.64"), ("violence", "0.12"),
    ("sexual", "1.5e-4"), ("physical", "0.05"),
  ]
}
