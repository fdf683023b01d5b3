import Ledger
import ModelsAPI
import Synchronization

/// What the requests of a run over rows have used, which end in any order.
final class RowUsage: Sendable {
  private struct Sum {
    var usage: Usage?
    var requests = 0
  }

  private let sum = Mutex(Sum())

  func add(_ usage: Usage?) {
    sum.withLock { sum in
      sum.requests += 1
      sum.usage = [sum.usage, usage].compactMap { $0 }.reduce(nil) { $0?.adding($1) ?? $1 }
    }
  }

  /// Takes it down.
  func complete(_ entry: inout LedgerEntry) {
    let sum = sum.withLock { $0 }
    entry.usage = LedgerUsage(sum.usage)
    entry.requests = sum.requests
  }
}
