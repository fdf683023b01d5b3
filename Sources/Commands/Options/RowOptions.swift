import CommandTree
import RowEngine

/// What every command that works on rows can be told about them: where they come from, where they go, how fast.
struct RowOptions: OptionGroup {
  enum InputFormat: String, Value, CaseIterable, Sendable { case lines, jsonl, csv }

  var from: String?
  var inputFormat: InputFormat?
  var output: String?
  var force = false
  var resume = false
  var errors: String?
  var concurrency = Concurrency(8)
  var rpm: RequestRate?
  var shard: ShardArgument?

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.from, "from", value: "FILE|-", completion: .file, section: section,
        help: "Read rows from a file, or - for standard input."),
      .option(
        \.inputFormat, "input-format", value: "FORMAT", section: section,
        help: "How the rows stand in the input; by default the file's name decides."),
      .option(
        \.output, "output", "o", value: "FILE", completion: .file, section: section,
        help: "Write to a file, which appears when it is whole; until then there is FILE.partial."),
      .flag(\.force, "force", section: section, help: "Replace files that exist."),
      .flag(
        \.resume, "resume", section: section,
        help: "Go on where an interrupted run with the same options and input has stopped; needs --output."),
      .option(
        \.errors, "errors", value: "FILE", completion: .file, section: section,
        help: "Write rows that were refused, with the reasons, to a file as JSON Lines."),
      .option(
        \.concurrency, "concurrency", value: "N", section: section,
        help: "How many requests to make at the same time."),
      .option(
        \.rpm, "rpm", value: "N", section: section, help: "Make no more than so many requests a minute."),
      .option(
        \.shard, "shard", value: "K/N", section: section,
        help: "Work on every N-th row only, beginning with the K-th, so that N jobs can share one input."),
    ]
  }

  static let section = "Rows"
}

extension RowOptions {
  /// The name of the input: a path, or `-`.
  var inputName: String { from ?? "-" }

  /// How the rows stand in it.
  var format: RowFormat { format(otherwise: .lines) }

  /// - Parameter fallback: where neither an option nor the file's name tells.
  func format(otherwise fallback: RowFormat) -> RowFormat {
    switch inputFormat {
    case .lines: .lines
    case .jsonl: .jsonl
    case .csv: .csv
    case nil: RowFormat(ofFileNamed: inputName) ?? fallback
    }
  }

  /// - Throws: ``CommandFailure`` for options that need rows.
  func checkAbsent(in context: Context) throws {
    let names = ["input-format", "output", "force", "resume", "errors", "concurrency", "rpm", "shard"]
    if let name = names.first(where: { context.origins[$0] == .commandLine }) {
      throw CommandFailure.unusableOption("--\(name)", reason: "it is for rows: --from")
    }
  }

  /// - Throws: ``CommandFailure`` for options that lack each other.
  func check() throws {
    guard output != nil || !resume else {
      throw CommandFailure.unusableOption("--resume", reason: "it goes on with a file: --output")
    }
    guard !force || !resume else { throw CommandFailure.conflictingOptions(["--force", "--resume"]) }
  }

  func pace(_ network: NetworkOptions) -> RateSettings {
    RateSettings(concurrency: concurrency.count, perMinute: rpm?.count, retries: network.retries.count)
  }
}
