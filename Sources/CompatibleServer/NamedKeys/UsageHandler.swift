import FoundationEssentials
import HTTPTypes
import Wire

/// `GET /usage`: what was asked with the key that is presented; with an admin's, and with the one that has no name, what
/// was asked with every key.
struct UsageHandler: RequestHandler {
  private static let days = 31

  private let keys: NamedKeys
  private let store: any KeyUsageStore
  private let now: @Sendable () -> Date

  /// None where no key has a name.
  static func routes(_ configuration: CompatibleServer.Configuration) -> [Route] {
    guard let keys = configuration.namedKeys else { return [] }
    let handler = UsageHandler(keys: keys, store: configuration.keyUsage, now: configuration.now)
    return [Route(.get, "/usage", handler, terms: .key)]
  }

  func respond(to context: RequestContext) async -> HTTPReply {
    let today = UTCDay(now())
    let usage = await store.usage(since: today.earlier(by: Self.days - 1))
    var writer = JSONWriter()
    if context.caller.isAdmin {
      let names = Set(keys.all.map(\.name) + usage.keys.map(\.key)).sorted()
      writer.object { body in
        body.member("object", "list")
        body.name("data")
        body.array { data in
          for name in names { write(name, usage, today, to: &data) }
        }
      }
    } else if let key = context.caller.key {
      write(key.name, usage, today, to: &writer)
    }
    return HTTPReply(.ok, contentType: "application/json", writer.bytes)
  }

  private func write(
    _ name: String, _ usage: [KeyUsage.Place: KeyUsage], _ today: UTCDay, to writer: inout JSONWriter
  ) {
    let own = usage.filter { $0.key.key == name }
    let days = Dictionary(grouping: own.keys, by: \.day).mapValues { Self.sum($0, of: own) }
    let models = Dictionary(grouping: own.keys, by: \.model).mapValues { Self.sum($0, of: own) }
    let limits = keys.all.first { $0.name == name }?.limits
    writer.object { body in
      body.member("key", name)
      if let limits { Self.write(limits, to: &body) }
      body.object("today") { Self.write(days[today] ?? KeyUsage(), to: &$0) }
      if let limit = limits?.tokensPerDay {
        body.member("tokens_left_today", max(0, limit - store.account(of: name).tokens(on: today)))
        body.member("budget_renewed_at", today.end.formatted(.iso8601))
      }
      body.name("days")
      body.array { rows in
        for (day, sum) in days.sorted(by: { $0.key > $1.key }) {
          rows.object { row in
            row.member("day", day.text)
            Self.write(sum, to: &row)
          }
        }
      }
      body.name("models")
      body.array { rows in
        for (model, sum) in models.sorted(by: { $0.key < $1.key }) {
          rows.object { row in
            row.member("model", model)
            Self.write(sum, to: &row)
          }
        }
      }
    }
  }

  private static func sum(
    _ places: [KeyUsage.Place], of usage: [KeyUsage.Place: KeyUsage]
  ) -> KeyUsage {
    var sum = KeyUsage()
    for place in places { sum += usage[place] ?? KeyUsage() }
    return sum
  }

  private static func write(_ usage: KeyUsage, to writer: inout JSONWriter) {
    writer.member("requests", usage.requests)
    writer.member("failures", usage.failures)
    writer.member("input_tokens", usage.inputTokens)
    writer.member("output_tokens", usage.outputTokens)
  }

  private static func write(_ limits: KeyLimits, to writer: inout JSONWriter) {
    writer.object("limits") { limit in
      if let count = limits.requestsPerMinute { limit.member("requests_per_minute", count) }
      if let count = limits.tokensPerMinute { limit.member("tokens_per_minute", count) }
      if let count = limits.tokensPerDay { limit.member("tokens_per_day", count) }
      if let count = limits.parallelRequests { limit.member("parallel_requests", count) }
    }
  }
}
