/// How harmful the service finds a text.
package struct Safety: Hashable, Sendable {
  package struct Score: Hashable, Sendable {
    package var category: String
    /// 0…1, higher is more toxic.
    package var score: Double

    package init(_ category: String, _ score: Double) {
      self.category = category
      self.score = score
    }
  }

  /// `false` is no proof of safety.
  package var isDetected: Bool?
  package var scores: [Score]
  package var isBiasDetected: Bool?
  /// 0…1, higher is more biased.
  package var biasScore: Double?

  package init(isDetected: Bool?, scores: [Score], isBiasDetected: Bool? = nil, biasScore: Double? = nil) {
    self.isDetected = isDetected
    self.scores = scores
    self.isBiasDetected = isBiasDetected
    self.biasScore = biasScore
  }
}
