import CommandTree
import ModelsAPI

extension FallbackTable {
  /// Who is asked when a model does not answer, for people; `nil` where nobody is.
  func sentence(for model: ModelName) -> String? {
    let others = chain(from: model).dropFirst()
    return others.isEmpty ? nil : "where '\(model)' does not answer, \(Self.asked(others))"
  }

  /// The same for all models that have fallbacks.
  var sentences: [String] {
    guard chosenList.isEmpty else {
      return ["where a model does not answer, \(Self.asked(chains.joined()[...]))"]
    }
    return chains.compactMap { sentence(for: $0[0]) }
  }

  private static func asked(_ models: some Collection<ModelName>) -> String {
    "\(models.map { "'\($0)'" }.joined(separator: ", then ")) \(models.count == 1 ? "is" : "are") asked"
  }
}

extension CircuitBreaker.Change {
  /// For the log.
  var words: String {
    switch self {
    case .opened(let model):
      "'\(model)' has failed \(CircuitBreaker.threshold) times in a row: it rests for "
        + "\(CircuitBreaker.rest.argument), and others are asked"
    case .closed(let model): "'\(model)' answers again"
    }
  }
}
