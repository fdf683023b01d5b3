/// How fast a run may call, and how patient it is.
package struct RateSettings: Hashable, Sendable {
  /// Requests at the same time.
  package var concurrency: Int
  /// Requests; `nil`: no limit.
  package var perMinute: Int?
  package var retries: Int

  package init(concurrency: Int, perMinute: Int? = nil, retries: Int = 3) {
    self.concurrency = concurrency
    self.perMinute = perMinute
    self.retries = retries
  }
}

/// What ended a run before the end of its input.
package struct RowsStopped: Error {
  /// How often it was tried.
  package var attempts: Int
  package var cause: any Error
}
