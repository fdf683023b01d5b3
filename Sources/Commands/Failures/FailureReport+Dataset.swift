extension FailureReport {
  init(_ failure: DatasetFailure) {
    switch failure {
    case .unsafeAnswers(let count, let all, let areRefused):
      self.init(
        .unsafe, "\(Self.share(count, of: all)) not pass --max-toxicity",
        hint: areRefused
          ? "they are not written; --errors tells why" : "the field max_toxicity of each row tells why")
    case .unfitAnswers(let count, let all):
      self.init(
        count < all ? .partial : .failed, "\(Self.share(count, of: all)) not fit the schema",
        hint: "the field schema of each row tells why")
    case .fewPassed(let passed, let all, let needed):
      let share = EvaluationSummary.percent(all == 0 ? 1 : Double(passed) / Double(all))
      self.init(
        .unsafe,
        "\(RowMessages.number(passed)) of \(RowMessages.count(all, "case")) passed (\(share)), and \(EvaluationSummary.percent(needed)) must",
        hint: "the fields passed and checks of each row tell which; --report makes a list of them")
    }
  }

  private static func share(_ count: Int, of all: Int) -> String {
    let answers = RowMessages.count(all, "answer")
    return "\(RowMessages.number(count)) of \(answers) \(count == 1 ? "does" : "do")"
  }
}
