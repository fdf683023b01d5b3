extension FailureReport {
  init(_ failure: DatasetFailure) {
    switch failure {
    case .unsafeAnswers(let count, let all):
      self.init(
        .unsafe, "\(count) of \(all) answers do not pass --max-toxicity",
        hint: "the field max_toxicity of each row tells why")
    case .unfitAnswers(let count, let all):
      self.init(
        count < all ? .partial : .failed, "\(count) of \(all) answers do not fit the schema",
        hint: "the field schema of each row tells why")
    }
  }
}
