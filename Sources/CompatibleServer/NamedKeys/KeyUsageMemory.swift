import Synchronization

/// Usage that ends with the server.
package final class KeyUsageMemory: KeyUsageStore {
  private let accounts = Mutex<[String: KeyUsageAccount]>([:])

  /// Nothing yet.
  package init() {}

  /// What one key has used.
  package func account(of key: String) -> KeyUsageAccount {
    accounts.withLock { accounts in
      if let account = accounts[key] { return account }
      let account = KeyUsageAccount(of: key) { _, _ in }
      accounts[key] = account
      return account
    }
  }

  /// All that is kept since a day.
  package func usage(since day: UTCDay) -> [KeyUsage.Place: KeyUsage] {
    let entries = accounts.withLock { $0.values.flatMap(\.waiting) }
    let recent = entries.filter { $0.place.day >= day }.map { ($0.place, $0.usage) }
    return Dictionary(uniqueKeysWithValues: recent)
  }
}
