import CommandTree
import CompatibleServer
import FoundationEssentials
import Ledger
import Terminal
import Wire

/// Adds up what was used.
struct LogUsage: RunnableCommand {
  enum Grouping: String, Value, CaseIterable, Sendable {
    case model, day, profile, command, key

    /// `nil` for keys of servers, whose usage is kept by itself.
    var grouping: LedgerSums.Grouping? {
      switch self {
      case .key: nil
      case .model: .model
      case .day: .day
      case .profile: .profile
      case .command: .command
      }
    }
  }

  var grouping = Grouping.model
  var filter = LogFilter()
  var json = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "usage", "Add up the requests and tokens of what was asked on this machine.",
      discussion: """
        A terminal shows a table with a bar for each share of all tokens, or of all requests where tokens are not \
        counted, and a line for all of it; elsewhere each sum is a line of its name, requests, input tokens and output \
        tokens, separated by tabs. `--json` prints an array of objects. Days are those of this machine's time zone. \
        `--by key` adds up what clients of `serve --keys` have used, in whole days in UTC. With the setting `history` \
        at `usage` texts are not kept, and the sums are all the same.
        """,
      examples: [
        Example("sfmodels log usage --by day --since 30d", "What each day of a month has used."),
        Example("sfmodels log usage --by model --json", "What each model was asked."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(\.grouping, "by", value: "WHAT", help: "What is added up by itself."),
      .group(\.filter),
      .flag(\.json, "json", help: "Print an array of objects."),
    ]
  }

  func run(in context: Context) async throws {
    let sums = try sums(in: context)
    guard !json else {
      return try context.output.line(JSONValue.array(sums.map { .object(object($0)) }).text)
    }
    let rows = sums.map { [$0.name ?? "-"] + $0.counts.map(\.description) }
    guard context.output.isTerminal else {
      for row in rows { try context.output.line(row.map(ModelRow.field).joined(separator: "\t")) }
      return
    }
    let total = LedgerSums(
      name: "all", requests: sums.map(\.requests).reduce(0, +),
      inputTokens: sums.map(\.inputTokens).reduce(0, +), outputTokens: sums.map(\.outputTokens).reduce(0, +))
    let head = [grouping.rawValue.uppercased(), "REQUESTS", "TOKENS IN", "TOKENS OUT"]
    let shown = (sums + [total]).map { sum in
      [ModelRow.field(ShortModelName.text(of: sum.name ?? "-"))]
        + sum.counts.map { RowMessages.number($0.value) }
    }
    let lines = TextTable([head] + shown, numeric: [1, 2, 3]).lines
    for line in withBars(lines, sums, in: context) { try context.output.line(line) }
  }

  /// The lines of the table, each sum with its share as a bar, where there is room: of all tokens, or of all requests where
  /// there are none.
  private func withBars(_ lines: [String], _ sums: [LedgerSums], in context: Context) -> [String] {
    let width = lines.map { TextWidth.columns(of: $0) }.max() ?? 0
    // The last column of a terminal is where lines break.
    let room = context.width - width - 3
    let amount = sums.contains { $0.tokens > 0 } ? \LedgerSums.tokens : \LedgerSums.requests
    let all = sums.map { $0[keyPath: amount] }.reduce(0, +).value
    guard all > 0, let bar = ShareBar(room: room, isPlain: ShareBar.isPlain(context.environment)) else {
      return lines
    }
    return lines.enumerated().map { index, line in
      guard index > 0, index <= sums.count else { return line }
      let share = bar.text(Double(sums[index - 1][keyPath: amount].value) / Double(all))
      return share.isEmpty ? line : "\(TextWidth.padded(line, to: width))  \(share)"
    }
  }

  private func sums(in context: Context) throws -> [LedgerSums] {
    if let grouping = grouping.grouping {
      return try context.readableLedger()?.usage(by: grouping, try filter.query(in: context)) ?? []
    }
    guard filter.search.isEmpty, filter.profile == nil, filter.model == nil else {
      throw CommandFailure.conflictingOptions(["--by key", "a condition other than --since"])
    }
    let since = filter.since.map { Date(timeIntervalSince1970: Double($0.before(context.now())) / 1_000) }
    return try context.ledgerAsItIs()?.usageByKey(since: since.map { UTCDay($0).text }) ?? []
  }

  private func object(_ sum: LedgerSums) -> JSONObject {
    [
      grouping.rawValue: sum.name.map { .string($0) } ?? .null, "requests": JSONValue(sum.requests),
      "input_tokens": JSONValue(sum.inputTokens), "output_tokens": JSONValue(sum.outputTokens),
    ]
  }
}

extension LedgerSums {
  fileprivate var tokens: Count { inputTokens + outputTokens }

  fileprivate var counts: [Count] { [requests, inputTokens, outputTokens] }
}
