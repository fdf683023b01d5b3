import Wire

extension Safety? {
  /// Reads `…_safety_score`, whose total is the other way round: 1 is safe. The categories are 0…1, higher is worse.
  mutating func take(safetyScore json: JSONValue) {
    guard json.object != nil else { return }
    var safety = self ?? Safety(isDetected: nil, scores: [])
    safety.scores = (json["category_scores"]?.object?.members ?? []).compactMap { member in
      member.value.double.map { Safety.Score(member.name, $0) }
    }
    if let total = json["safety_score"]?.double {
      safety.scores.append(Safety.Score("unsafe", Self.rest(total)))
    }
    self = safety
  }

  /// Reads `generation_content_quality`.
  mutating func take(contentQuality json: JSONValue) {
    guard json.object != nil else { return }
    var safety = self ?? Safety(isDetected: nil, scores: [])
    safety.isDetected = json["is_toxicity_detected"]?.bool
    safety.isBiasDetected = json["is_bias_detected"]?.bool
    safety.biasScore = json["bias_score"]?.double
    self = safety
  }

  /// Reads `input_bias_score`: a number, or an object that holds one.
  mutating func take(biasScore json: JSONValue) {
    guard let score = json.double ?? json["bias_score"]?.double else { return }
    var safety = self ?? Safety(isDetected: nil, scores: [])
    safety.biasScore = score
    self = safety
  }

  // Subtracting leaves dust behind the digits that were told.
  private static func rest(_ score: Double) -> Double { ((1 - score) * 1e9).rounded() / 1e9 }
}
