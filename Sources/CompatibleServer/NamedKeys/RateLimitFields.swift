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
  static func addOpenAI(_ status: RateLimitStatus, to fields: inout HTTPFields) {
    add(status.requests, openAI.requests, to: &fields, text)
    add(status.tokens, openAI.tokens, to: &fields, text)
  }

  /// `anthropic-ratelimit-requests-remaining: 59`; times as moments.
  ///
  /// Source: https://platform.claude.com/docs/en/api/rate-limits#response-headers
  static func addAnthropic(_ status: RateLimitStatus, to fields: inout HTTPFields, now: Date) {
    func moment(_ reset: Duration) -> String {
      moments.text(of: now.addingTimeInterval((reset / .seconds(1)).rounded(.up)))
    }
    add(status.requests, anthropic.requests, to: &fields, moment)
    add(status.tokens, anthropic.tokens, to: &fields, moment)
  }

  private static let moments = MomentText()

  private static func add(
    _ allowance: RateLimitStatus.Allowance?, _ names: Names, to fields: inout HTTPFields,
    _ reset: (Duration) -> String
  ) {
    guard let allowance else { return }
    fields.append(HTTPField(name: names.limit, value: String(allowance.limit)))
    fields.append(HTTPField(name: names.remaining, value: String(allowance.remaining)))
    fields.append(HTTPField(name: names.reset, value: reset(allowance.reset)))
  }

  /// As Go writes durations: `0s`, `120ms`, `59s`, `1m30s`, `1h0m5s`.
  static func text(_ duration: Duration) -> String {
    let (whole, attoseconds) = duration.components
    guard duration >= .seconds(1) else {
      let milliseconds = Int((duration / .milliseconds(1)).rounded(.up))
      return milliseconds == 0 ? "0s" : milliseconds < 1_000 ? "\(milliseconds)ms" : "1s"
    }
    // Rounded up, as all of them are: who comes back then is not too early.
    let seconds = Int(whole) + (attoseconds > 0 ? 1 : 0)
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
    return hours > 0
      ? "\(hours)h\(minutes)m\(rest)s" : seconds >= 60 ? "\(minutes)m\(rest)s" : "\(rest)s"
  }
}

extension OpenAI {
  static func add(_ status: RateLimitStatus, to fields: inout HTTPFields, now: Date) {
    RateLimitFields.addOpenAI(status, to: &fields)
  }
}

extension Anthropic {
  static func add(_ status: RateLimitStatus, to fields: inout HTTPFields, now: Date) {
    RateLimitFields.addAnthropic(status, to: &fields, now: now)
  }
}
