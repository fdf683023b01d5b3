import FoundationEssentials
import HTTPTypes

/// The header fields in which both APIs tell what a key may still ask.
enum RateLimitFields {
  /// What is told of requests, or of tokens.
  private struct Names {
    let limit: HTTPField.Name
    let remaining: HTTPField.Name
    let reset: HTTPField.Name

    /// - Parameter name: makes a field's name of what is told.
    init(_ name: (String) -> String) {
      limit = HTTPField.Name(name("limit"))!
      remaining = HTTPField.Name(name("remaining"))!
      reset = HTTPField.Name(name("reset"))!
    }

    static func openAI(_ what: String) -> Names { Names { "x-ratelimit-\($0)-\(what)" } }
    static func anthropic(_ what: String) -> Names { Names { "anthropic-ratelimit-\(what)-\($0)" } }

    var all: [HTTPField.Name] { [limit, remaining, reset] }
  }

  // Made once: each name is checked when it is made.
  private static let openAI = (requests: Names.openAI("requests"), tokens: Names.openAI("tokens"))
  private static let anthropic = (requests: Names.anthropic("requests"), tokens: Names.anthropic("tokens"))

  /// For browsers, which let pages read what is named alone.
  static let names = [openAI.requests, anthropic.requests, openAI.tokens, anthropic.tokens]
    .flatMap(\.all).map(\.rawName)

  /// `x-ratelimit-remaining-requests: 59`; times as in `1m30s`.
  ///
  /// Source: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
  static func openAI(_ status: RateLimitStatus) -> [HTTPField] {
    fields(status.requests, openAI.requests, text) + fields(status.tokens, openAI.tokens, text)
  }

  /// `anthropic-ratelimit-requests-remaining: 59`; times as moments.
  ///
  /// Source: https://platform.claude.com/docs/en/api/rate-limits#response-headers
  static func anthropic(_ status: RateLimitStatus, now: Date) -> [HTTPField] {
    func moment(_ reset: Duration) -> String {
      now.addingTimeInterval((reset / .seconds(1)).rounded(.up)).formatted(.iso8601)
    }
    return fields(status.requests, anthropic.requests, moment)
      + fields(status.tokens, anthropic.tokens, moment)
  }

  private static func fields(
    _ allowance: RateLimitStatus.Allowance?, _ names: Names, _ reset: (Duration) -> String
  ) -> [HTTPField] {
    guard let allowance else { return [] }
    return [
      HTTPField(name: names.limit, value: String(allowance.limit)),
      HTTPField(name: names.remaining, value: String(allowance.remaining)),
      HTTPField(name: names.reset, value: reset(allowance.reset)),
    ]
  }

  /// As Go writes durations: `0s`, `120ms`, `59s`, `1m30s`, `1h0m5s`.
  static func text(_ duration: Duration) -> String {
    let milliseconds = Int((duration / .milliseconds(1)).rounded(.up))
    guard milliseconds >= 1_000 else { return milliseconds == 0 ? "0s" : "\(milliseconds)ms" }
    let seconds = (milliseconds + 999) / 1_000
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
    return (hours > 0 ? "\(hours)h" : "") + (seconds >= 60 ? "\(minutes)m" : "") + "\(rest)s"
  }
}

extension OpenAI {
  static func fields(for status: RateLimitStatus, now: Date) -> [HTTPField] { RateLimitFields.openAI(status) }
}

extension Anthropic {
  static func fields(for status: RateLimitStatus, now: Date) -> [HTTPField] {
    RateLimitFields.anthropic(status, now: now)
  }
}
