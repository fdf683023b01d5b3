/// What was asked of models with one key.
package struct KeyUsage: Equatable, Sendable {
  /// Requests that were answered, or failed on the way.
  package var requests = 0
  /// Those among them that ended in an error.
  package var failures = 0
  /// As they were counted, or estimated where nobody counts.
  package var inputTokens = 0
  /// As they were counted, or estimated where nobody counts.
  package var outputTokens = 0

  /// Nothing yet.
  package init() {}

  /// Both kinds.
  package var tokens: Int { inputTokens.addingClamped(outputTokens) }

  /// Adds what another one tells.
  package static func += (left: inout KeyUsage, right: KeyUsage) {
    left.requests = left.requests.addingClamped(right.requests)
    left.failures = left.failures.addingClamped(right.failures)
    left.inputTokens = left.inputTokens.addingClamped(right.inputTokens)
    left.outputTokens = left.outputTokens.addingClamped(right.outputTokens)
  }
}

extension KeyUsage {
  /// Whose usage it is, and when it was.
  package struct Place: Hashable, Sendable {
    /// The day on which the request ended.
    package let day: UTCDay
    /// The key's name.
    package let key: String
    /// As the figures call it.
    package let model: String

    /// A key's usage of a model on a day.
    package init(day: UTCDay, key: String, model: String) {
      self.day = day
      self.key = key
      self.model = model
    }
  }
}

/// Where usage is kept: it outlives the server, and others may add to it.
package protocol KeyUsageStore: Sendable {
  /// What one key has used; the same account whenever it is asked for.
  func account(of key: String) -> KeyUsageAccount

  /// All that is kept since a day, with what is not written yet.
  func usage(since day: UTCDay) async -> [KeyUsage.Place: KeyUsage]
}

extension Int {
  /// The sum, or the largest number there is.
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
