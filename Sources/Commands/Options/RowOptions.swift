import CommandTree
import RowEngine

/// What every command that works on rows can be told about them: where they come from, where they go, how fast.
struct RowOptions: OptionGroup {
  enum InputFormat: String, Value, CaseIterable, Sendable { case lines, jsonl, json, csv, tsv }

  var from: String?
  var inputFormat: InputFormat?
  var delimiter: DelimiterArgument?
  var output: String?
  var force = false
  var resume = false
  var errors: String?
  var concurrency = Concurrency(8)
  var rpm: RequestRate?
  var shard: ShardArgument?
  var heartbeat = Duration.seconds(60)

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.from, "from", value: "FILE|-", completion: .file, section: section,
        help: "Read rows from a file, or - for standard input; gzip and Zstandard are unpacked."),
      .option(
        \.inputFormat, "input-format", value: "FORMAT", section: section,
        help: "How the rows stand in the input; by default the file's name decides."),
      .option(
        \.delimiter, "delimiter", value: "CHAR", section: section,
        help:
          "What stands between the fields of CSV; by default a comma, or what the header has instead: ;, | or a tab."
      ),
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
      .option(
        \.heartbeat, "heartbeat", value: "DURATION", section: section,
        help: "Without a terminal, how often to tell on standard error how far it is; 0 is never."),
    ]
  }

  static let section = "Rows"
}

extension RowOptions {
  /// The name of the input: a path, or `-`.
  var inputName: String { from ?? "-" }

  /// How the rows stand in it, as far as an option or the file's name tells.
  var toldFormat: RowFormat? {
    switch inputFormat {
    case .lines: .lines
    case .jsonl: .jsonl
    case .json: .json
    case .csv: .table(delimiter: delimiter?.byte)
    case .tsv: .table(delimiter: delimiter?.byte ?? UInt8(ascii: "\t"))
    case nil:
      delimiter.map { .table(delimiter: $0.byte) } ?? RowFormat(ofFileNamed: inputName)
    }
  }

  /// - Throws: ``CommandFailure`` for options that need rows.
  func checkAbsent(in context: Context) throws {
    let names =
      [
        "input-format", "delimiter", "output", "force", "resume", "errors", "concurrency", "rpm", "shard",
        "heartbeat", "max-requests", "max-tokens-total",
        "prompt", "id-field", "keep-fields", "output-format", "columns",
      ] + EvaluationOptions.names
    if let name = names.first(where: { context.origins[$0] == .commandLine }) {
      throw CommandFailure.unusableOption("--\(name)", reason: "it is for rows: --from")
    }
  }

  /// - Throws: ``CommandFailure`` for options that lack each other.
  func check() throws(CommandFailure) {
    guard output != nil || !resume else {
      throw CommandFailure.unusableOption("--resume", reason: "it goes on with a file: --output")
    }
    guard !force || !resume else { throw CommandFailure.conflictingOptions(["--force", "--resume"]) }
    try checkInputFormat()
  }

  /// - Throws: ``CommandFailure`` for a format that the name of the file contradicts.
  private func checkInputFormat() throws(CommandFailure) {
    if let delimiter, let inputFormat, ![.csv, .tsv].contains(inputFormat) {
      throw CommandFailure.unusableOption(
        "--delimiter",
        reason:
          "it stands between the fields of csv and tsv, not of \(inputFormat.rawValue) (\(delimiter.argument))"
      )
    }
    guard let from, let inputFormat, let told = FileNameFormat(ofInputNamed: from) else { return }
    // Whoever says so means the lines themselves, and many call JSON Lines just JSON.
    let agrees =
      inputFormat == .lines || told.name == inputFormat.rawValue
      || (told.name == "json" && inputFormat == .jsonl) || (told.name == "csv" && inputFormat == .tsv)
    guard !agrees else { return }
    throw CommandFailure.contradictedName(
      from, told: told.name, option: "--input-format", asked: inputFormat.rawValue)
  }

  func pace(_ network: NetworkOptions) -> RateSettings {
    RateSettings(concurrency: concurrency.count, perMinute: rpm?.count, retries: network.retries.count)
  }
}
