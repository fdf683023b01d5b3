import FoundationEssentials
import HTTPTypes

/// The header fields in which both APIs tell what a key may still ask.
enum RateLimitFields {
  /// For browsers, which let pages read what is named alone.
  static let names =
    ["requests", "tokens"].flatMap { what in
      ["limit", "remaining", "reset"].flatMap {
        ["x-ratelimit-\($0)-\(what)", "anthropic-ratelimit-\(what)-\($0)"]
      }
    }

  /// `x-ratelimit-remaining-requests: 59`; times as in `1m30s`.
  ///
  /// Source: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
  static func addOpenAI(_ status: RateLimitStatus, to head: inout HTTPResponse) {
    each(status) { what, allowance in
      add("x-ratelimit-limit-\(what)", String(allowance.limit), to: &head)
      add("x-ratelimit-remaining-\(what)", String(allowance.remaining), to: &head)
      add("x-ratelimit-reset-\(what)", text(allowance.reset), to: &head)
    }
  }

  /// `anthropic-ratelimit-requests-remaining: 59`; times as moments.
  ///
  /// Source: https://platform.claude.com/docs/en/api/rate-limits#response-headers
  static func addAnthropic(_ status: RateLimitStatus, to head: inout HTTPResponse, now: Date) {
    each(status) { what, allowance in
      add("anthropic-ratelimit-\(what)-limit", String(allowance.limit), to: &head)
      add("anthropic-ratelimit-\(what)-remaining", String(allowance.remaining), to: &head)
      let end = now.addingTimeInterval((allowance.reset / .seconds(1)).rounded(.up))
      add("anthropic-ratelimit-\(what)-reset", end.formatted(.iso8601), to: &head)
    }
  }

  private static func each(
    _ status: RateLimitStatus, _ body: (String, RateLimitStatus.Allowance) -> Void
  ) {
    if let requests = status.requests { body("requests", requests) }
    if let tokens = status.tokens { body("tokens", tokens) }
  }

  private static func add(_ name: String, _ value: String, to head: inout HTTPResponse) {
    guard let name = HTTPField.Name(name) else { return }
    head.headerFields.append(HTTPField(name: name, value: value))
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
  static func add(_ status: RateLimitStatus, to head: inout HTTPResponse, now: Date) {
    RateLimitFields.addOpenAI(status, to: &head)
  }
}

extension Anthropic {
  static func add(_ status: RateLimitStatus, to head: inout HTTPResponse, now: Date) {
    RateLimitFields.addAnthropic(status, to: &head, now: now)
  }
}
