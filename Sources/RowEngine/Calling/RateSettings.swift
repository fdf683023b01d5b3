/// How fast a run may call, and how patient it is.
package struct RateSettings: Hashable, Sendable {
  /// Requests at the same time.
  package var concurrency: Int
  /// Requests; `nil`: no limit.
  package var perMinute: Int?
  /// How often a request is made again.
  package var retries: Int
  /// What the run may use.
  package var budget = RequestBudget()

  /// - Parameter perMinute: `nil` is no limit.
  package init(concurrency: Int, perMinute: Int? = nil, retries: Int = 3) {
    self.concurrency = concurrency
    self.perMinute = perMinute
    self.retries = retries
  }
}
