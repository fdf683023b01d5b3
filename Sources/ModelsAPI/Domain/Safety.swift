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

  package init(isDetected: Bool?, scores: [Score]) {
    self.isDetected = isDetected
    self.scores = scores
  }

  /// The category with the highest score.
  package var worst: Score? { scores.max { $0.score < $1.score } }
}
