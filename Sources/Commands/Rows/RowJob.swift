import ModelsAPI
import RowEngine
import Wire

/// A run over rows as a command describes it: which rows there are, what is asked for them, and how the results are
/// written. ``run(in:)`` carries it out.
protocol RowJob<Content, Value>: Sendable {
  /// What is sent for a row.
  associatedtype Content: Sendable
  /// What comes back for it.
  associatedtype Value: Sendable

  /// The name of the command.
  var commandName: String { get }
  /// The model that is asked for all rows; `nil` where none is.
  var model: ModelName? { get }
  /// Gathers what the requests use.
  var usage: RowUsage { get }
  /// Whether people want to know what the requests have used.
  var tellsUsage: Bool { get }
  var rows: RowOptions { get }
  var connection: ConnectionOptions { get }
  /// Which records of the org are the rows; `nil` where rows are never records.
  var records: RecordOptions? { get }
  /// How the rows stand in the input, as far as options or the file's name tell.
  var toldFormat: RowFormat? { get }
  /// How the rows stand in an input whose format neither an option nor a name tells.
  var defaultFormat: RowFormat { get }
  /// The fields of rows that are looked at.
  var askedFields: AskedFields { get }
  /// The format of the output, by the name that options and files' endings have for it.
  var outputFormat: String { get }
  /// What the ending of its file's name may tell.
  var outputFileFormat: String { get }
  /// The option that chooses it, where there is a choice.
  var outputFormatOption: String? { get }
  /// How large a request may become.
  var limits: BatchLimits { get }
  /// What a run may use.
  var budget: RequestBudget { get }
  /// Whether the rows stand on the command line.
  var isListed: Bool { get }
  /// The files that stand there, where they do.
  var listedFiles: [String] { get }
  /// Files that are read beside the rows.
  var otherInputs: [String] { get }
  /// Files that are written when all rows are there.
  var reports: [String] { get }
  /// How the name of a file ends in which something is listed for each row; `nil`: nothing is.
  var listEnding: String? { get }
  /// Whether what is listed is needed at the end, also where the output is no file.
  var needsList: Bool { get }
  var isResumable: Bool { get }
  /// Whether how the run ended is known afterwards, because the same command must end so again.
  var keepsRecord: Bool { get }
  /// What decides how the output looks, beside the row and connection options: by the names of options, with `_`
  /// between words. What was not given is not there, so that the options of tomorrow do not end the runs of today.
  var fingerprint: JSONObject { get }

  /// - Throws: ``InputFailure``, and ``CommandFailure/noInput(isTerminal:)``.
  func input(in context: Context, _ notes: Notes) throws -> RowInput
  /// Finds in a row what is to be sent.
  func item(_ row: Row) -> RowItem<Content>
  /// The format of the results.
  func makeSink() -> any RowSink<Content, Value>
  /// What the list of refused rows repeats of a row that was no record.
  func echo(_ content: Content) -> JSONObject
  /// Asks for the results of the rows of one request.
  func call(_ models: ModelsClient, _ rows: [Content]) async -> BatchOutcome<Value>
  /// Prints the same for `--dry-run`.
  func describe(_ rows: [Content], with dryRun: DryRun) throws
  /// Says, once all rows are read, what is remarkable about them.
  func remark()
  /// Says at the end what is remarkable about the results.
  ///
  /// - Throws: what weighs more than refused rows.
  func conclude(_ ending: RowsEnding, _ notes: Notes) throws
  /// Says what is remarkable about a run that ends before all rows are done.
  func abandon(_ notes: Notes)
}

extension RowJob {
  var records: RecordOptions? { nil }
  var toldFormat: RowFormat? { rows.toldFormat }
  var defaultFormat: RowFormat { .jsonl }
  var tellsUsage: Bool { false }
  var outputFormat: String { "jsonl" }
  var outputFileFormat: String { outputFormat }
  var outputFormatOption: String? { nil }
  var limits: BatchLimits { BatchLimits(rows: 1) }
  var budget: RequestBudget { RequestBudget() }
  var isListed: Bool { false }
  var listedFiles: [String] { [] }
  var otherInputs: [String] { [] }
  var reports: [String] { [] }
  var listEnding: String? { nil }
  var needsList: Bool { false }
  var isResumable: Bool { true }
  var keepsRecord: Bool { false }

  func input(in context: Context, _ notes: Notes) throws -> RowInput {
    try RowInput.open(for: self, in: context, notes)
  }

  func echo(_ content: Content) -> JSONObject { [:] }
  func remark() {}
  func conclude(_ ending: RowsEnding, _ notes: Notes) throws {}
  func abandon(_ notes: Notes) {}
}

extension RowJob {
  /// Whether rows are read from standard input.
  var readsInput: Bool { !isListed && !readsRecords && rows.inputName == "-" }

  /// Whether the rows are records of the org.
  var readsRecords: Bool { records?.soql != nil }

  /// The files that are read.
  var inputFiles: [String] {
    if isListed { return listedFiles }
    return readsInput || readsRecords ? [] : [rows.inputName]
  }

  /// All that decides how the output looks: a run with other options cannot go on with it.
  var allOptions: JSONObject {
    var options = fingerprint
    if let records, let query = records.soql {
      options["soql"] = .string(query)
      options.set("bulk", records.bulk.map { .bool($0) })
      options["api_version"] = .string(records.apiVersion.text)
    } else {
      options["input_format"] = .string((toldFormat ?? defaultFormat).name)
    }
    options.set("delimiter", rows.delimiter.map { .string($0.argument) })
    if let shard = rows.shard, shard.count > 1 { options["shard"] = .string(shard.argument) }
    options.set("errors", rows.errors.map { .string($0) })
    options["api"] = .string(connection.api.name.word)
    options.set("base_url", connection.baseURL.map { .string($0.argument) })
    options["profile"] = .string(connection.account.profile)
    if connection.emulator { options["emulator"] = true }
    return options
  }
}

extension RowFormat {
  /// The word for it: the argument of `--input-format`, or the option that says so.
  fileprivate var name: String {
    switch self {
    case .lines: "lines"
    case .nullSeparated: "null"
    case .whole: "whole"
    case .jsonl: "jsonl"
    case .json: "json"
    case .tsv: "tsv"
    case .table: "csv"
    }
  }
}
