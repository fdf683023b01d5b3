import Wire

/// How much a run may use; `nil` is no limit.
package struct RequestBudget: Hashable, Sendable {
  /// Requests, those made again included.
  package var requests: Int?
  /// Tokens, as the service counts them.
  package var tokens: Int?
  /// How many requests the rows of one batch may take at most, if none is made again.
  package var requestsPerBatch: Int

  /// - Parameter requestsPerBatch: at most, if none is made again.
  package init(requests: Int? = nil, tokens: Int? = nil, requestsPerBatch: Int = 1) {
    self.requests = requests
    self.tokens = tokens
    self.requestsPerBatch = requestsPerBatch
  }
}

/// What ended a run is that nothing is left of what it may use.
package enum BudgetSpent: Error, Hashable, Sendable {
  /// So many requests were allowed.
  case requests(Int)
  /// So many tokens were allowed.
  case tokens(Int)
}

/// Holds a run to its budget: nothing is begun that might pass it, and what is under way counts as much as it may
/// still use.
struct BudgetGuard: Hashable, Sendable {
  private let budget: RequestBudget
  /// Tokens of the most expensive request so far.
  private var largest = 0

  init(_ budget: RequestBudget) { self.budget = budget }

  enum Verdict: Hashable {
    case go, wait
    case spent(BudgetSpent)
  }

  /// Whether another request may begin while so many are under way.
  func verdict(_ counts: RowCounts, underWay: Int) -> Verdict {
    guard let spent = spent(counts, underWay) else { return .go }
    return underWay > 0 ? .wait : .spent(spent)
  }

  private func spent(_ counts: RowCounts, _ underWay: Int) -> BudgetSpent? {
    if let limit = budget.requests {
      let reserved = underWay * (budget.requestsPerBatch - 1)
      if counts.requests + reserved + budget.requestsPerBatch > limit { return .requests(limit) }
    }
    if let limit = budget.tokens {
      let isUnknown = largest == 0 && underWay > 0
      let needed = counts.tokens.value + largest * (underWay + 1)
      if isUnknown || counts.tokens.value >= limit || needed > limit { return .tokens(limit) }
    }
    return nil
  }

  /// Takes down what the rows of a request have used.
  mutating func see(tokens: Int) { largest = max(largest, tokens) }
}
