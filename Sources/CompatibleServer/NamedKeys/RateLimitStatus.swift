import FoundationEssentials

/// What a key may still ask, as clients are told with each answer.
struct RateLimitStatus: Equatable, Sendable {
  /// One limit, and how far it is used up.
  struct Allowance: Equatable, Sendable {
    let limit: Int
    let remaining: Int
    /// Until all of it can be had again.
    let reset: Duration
  }

  /// `nil` where there is no limit.
  var requests: Allowance?
  /// Of a minute, or of a day where there is no limit for minutes.
  var tokens: Allowance?
}

/// A limit that a request would have passed.
package struct RateLimitExcess: Equatable, Sendable {
  /// What there was too much of.
  enum Kind: Equatable, Sendable { case requests, tokens, parallelRequests }

  let kind: Kind
  let limit: Int
  /// Seconds, from 1, until it may be tried again.
  let wait: Int
}

extension RateLimitExcess {
  /// A sentence for clients.
  var sentence: String {
    let wait = "Try again in \(wait) second\(wait == 1 ? "" : "s")."
    return switch kind {
    case .requests: "Rate limit reached for this key: \(limit) requests a minute. \(wait)"
    case .tokens: "Rate limit reached for this key: \(limit) tokens a minute. \(wait)"
    case .parallelRequests: "Rate limit reached for this key: \(limit) requests at the same time. \(wait)"
    }
  }
}

/// A day's budget that is used up.
package struct SpentBudget: Equatable, Sendable {
  let limit: Int
  /// When the next day begins.
  let end: Date
  /// Seconds until then, from 1.
  let wait: Int

  /// A sentence for clients.
  var sentence: String {
    "This key's budget of \(limit) tokens a day is used up. It is renewed at \(end.formatted(.iso8601))."
  }
}
