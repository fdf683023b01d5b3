import CommandTree
import QueryAPI

/// Which records of the org are the rows, and how they are asked for.
struct RecordOptions: OptionGroup {
  var soql: String?
  var bulk: Bool?
  var count = false
  var apiVersion = APIVersionArgument.documented

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.soql, "soql", value: "QUERY", section: RowOptions.section,
        help: "Read records of the org as rows, whose fields are what the query selects."),
      .flag(
        \.bulk, "bulk", negatable: true, section: RowOptions.section,
        help: "Ask the Bulk API 2.0 for the records; by default from 10,000 records on."),
      .flag(
        \.count, "count", section: RowOptions.section,
        help: "Only print how many records the query finds."),
      .option(
        \.apiVersion, "api-version", value: "VERSION", section: RowOptions.section,
        help: "The version of the org's query APIs."),
    ]
  }
}

extension RecordOptions {
  /// The query, where records are the rows.
  var query: QueryText? { soql.map { QueryText($0) } }

  /// - Throws: ``CommandFailure`` for options that lack the query, or say where else rows are.
  func check(_ rows: RowOptions, in context: Context) throws(CommandFailure) {
    guard soql != nil else {
      let names = ["bulk", "count", "api-version"]
      if let name = names.first(where: { context.origins[$0] == .commandLine }) {
        throw .unusableOption("--\(name)", reason: "it is for records: --soql")
      }
      return
    }
    let others = [
      ("--from", rows.from != nil), ("--input-format", rows.inputFormat != nil),
      ("--delimiter", rows.delimiter != nil),
    ]
    if let other = others.first(where: \.1)?.0 { throw .conflictingOptions(["--soql", other]) }
    guard count else { return }
    let outputs = [
      ("--output", rows.output != nil), ("--resume", rows.resume), ("--shard", rows.shard != nil),
      ("--errors", rows.errors != nil), ("--bulk", bulk == true),
    ]
    if let other = outputs.first(where: \.1)?.0 { throw .conflictingOptions(["--count", other]) }
  }
}

/// A version of the org's own APIs: `v66.0`.
struct APIVersionArgument: Value, Equatable {
  let text: String

  static let documented = APIVersionArgument(number: 66)

  private init(number: Int) { text = "v\(number).0" }

  init(argument: String) throws(ValueProblem) {
    let digits = argument.lowercased().hasPrefix("v") ? argument.dropFirst() : argument[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let number = parts.first.flatMap({ Int($0) }), 1...999 ~= number, parts.count < 3,
      parts.count == 1 || parts[1] == "0"
    else { throw ValueProblem(reason: "is no version such as v66.0") }
    // Query jobs came with this one.
    guard number >= 47 else { throw ValueProblem(reason: "is too old: queries need v47.0 at least") }
    self.init(number: number)
  }

  var argument: String { text }
}
