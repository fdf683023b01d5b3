import CommandTree
import CompatibleServer
import FoundationEssentials

/// What a key may do, on the command line; what is not named stays.
struct KeyOptions: OptionGroup {
  var models: ModelNamesArgument?
  var requestsPerMinute: LimitArgument?
  var tokensPerMinute: LimitArgument?
  var tokensPerDay: LimitArgument?
  var parallelRequests: LimitArgument?
  var expiry: ExpiryArgument?
  var isAdmin: Bool?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.models, "models", value: "NAMES",
        help: "Which models it may ask, API names or aliases separated by commas; or all."),
      .option(
        \.requestsPerMinute, "rpm", value: "N", help: "How many requests it may make within a minute."),
      .option(
        \.tokensPerMinute, "tokens-per-minute", value: "N",
        help: "How many tokens it may use within a minute, in and out."),
      .option(
        \.tokensPerDay, "tokens-per-day", value: "N",
        help: "How many tokens it may use within a calendar day in UTC, in and out."),
      .option(
        \.parallelRequests, "max-parallel", value: "N", help: "How many requests it may have under way."),
      .option(\.expiry, "expires", value: "TIME", help: "After which time it ends to count, such as 30d."),
      .flag(\.isAdmin, "admin", negatable: true, help: "Let it see what every key has used."),
    ]
  }

  /// Whether anything is to be changed.
  var isEmpty: Bool {
    models == nil && requestsPerMinute == nil && tokensPerMinute == nil && tokensPerDay == nil
      && parallelRequests == nil && expiry == nil && isAdmin == nil
  }

  func apply(to key: inout NamedKey, now: Date) {
    switch models {
    case .all?: key.models = nil
    case .names(let names)?: key.models = names
    case nil: break
    }
    if let requestsPerMinute { key.limits.requestsPerMinute = requestsPerMinute.count }
    if let tokensPerMinute { key.limits.tokensPerMinute = tokensPerMinute.count }
    if let tokensPerDay { key.limits.tokensPerDay = tokensPerDay.count }
    if let parallelRequests { key.limits.parallelRequests = parallelRequests.count }
    switch expiry {
    case .never?: key.expiry = nil
    case .after(let time)?: key.expiry = time.after(now)
    case nil: break
    }
    if let isAdmin { key.isAdmin = isAdmin }
  }
}
