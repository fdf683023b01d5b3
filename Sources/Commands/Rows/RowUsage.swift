import Ledger
import ModelsAPI
import Synchronization

/// What the requests of a run over rows have used, which end in any order.
final class RowUsage: Sendable {
  private struct Sum {
    var usage: Usage?
    var requests = 0
    var models: [String] = []
  }

  private let sum = Mutex(Sum())

  /// - Parameter model: the one that answered; `nil` where that is of no interest.
  func add(_ usage: Usage?, of model: String? = nil) {
    sum.withLock { sum in
      sum.requests += 1
      if let model, !sum.models.contains(model) { sum.models.append(model) }
      sum.usage = [sum.usage, usage].compactMap { $0 }.reduce(nil) { $0?.adding($1) ?? $1 }
    }
  }

  /// What it cost altogether; `nil` where nothing was answered.
  func line(_ times: AnswerTimes) -> UsageLine? {
    let sum = sum.withLock { $0 }
    guard sum.requests > 0 else { return nil }
    return UsageLine(models: sum.models, usage: sum.usage, requests: sum.requests, times: times)
  }

  /// Takes it down.
  func complete(_ entry: inout LedgerEntry) {
    let sum = sum.withLock { $0 }
    entry.usage = LedgerUsage(sum.usage)
    entry.requests = sum.requests
  }
}
