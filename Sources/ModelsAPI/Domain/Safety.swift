/// How harmful the service finds a text.
package struct Safety: Hashable, Sendable {
  /// How much of one kind of harm a text has.
  package struct Score: Hashable, Sendable {
    /// The kind of harm, in the service's word.
    package var category: String
    /// 0…1, higher is more toxic.
    package var score: Double

    /// A score of 0…1 in a category.
    package init(_ category: String, _ score: Double) {
      self.category = category
      self.score = score
    }
  }

  /// `false` is no proof of safety.
  package var isDetected: Bool?
  /// One score for each category; empty where the service gave none.
  package var scores: [Score]
  /// Whether the text is found prejudiced; `nil` where the service does not say.
  package var isBiasDetected: Bool?
  /// 0…1, higher is more biased.
  package var biasScore: Double?

  /// A verdict as it was read; what is `nil` the service did not tell.
  package init(isDetected: Bool?, scores: [Score], isBiasDetected: Bool? = nil, biasScore: Double? = nil) {
    self.isDetected = isDetected
    self.scores = scores
    self.isBiasDetected = isBiasDetected
    self.biasScore = biasScore
  }
}
