import Synchronization

/// Usage that ends with the server.
package final class KeyUsageMemory: KeyUsageStore {
  private let kept = Mutex<[KeyUsage.Place: KeyUsage]>([:])

  /// Nothing yet.
  package init() {}

  /// Takes what a request has used.
  package func add(_ usage: KeyUsage, at place: KeyUsage.Place, isUrgent: Bool) {
    kept.withLock { $0[place, default: KeyUsage()] += usage }
  }

  /// Tokens of a key on a day.
  package func tokens(on day: UTCDay, of key: String) -> Int {
    kept.withLock { kept in
      kept.reduce(0) { $1.key.day == day && $1.key.key == key ? $0 + $1.value.tokens : $0 }
    }
  }

  /// All that is kept since a day.
  package func usage(since day: UTCDay) -> [KeyUsage.Place: KeyUsage] {
    kept.withLock { $0.filter { $0.key.day >= day } }
  }
}
