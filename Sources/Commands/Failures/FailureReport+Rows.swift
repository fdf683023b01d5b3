import Compression
import FileSystem
import Glibc
import RowEngine

extension FailureReport {
  init(_ problem: RowProblem) {
    self.init(.failed, "the row \(problem.words)")
  }

  init(_ failure: ResumptionFailure) {
    switch failure {
    case .exists(let path):
      self.init(.usage, "'\(path)' exists", hint: "--force replaces it")
    case .begun(let path):
      self.init(
        .usage, "an earlier run has begun '\(path)'",
        hint: "--resume goes on with it, --force begins anew")
    case .interrupted(let path):
      self.init(
        .usage, "an interrupted run has left '\(path)'",
        hint: "finish that run with --resume first, or give another name: --output")
    case .otherOptions(let path, let names):
      let others =
        names.contains("command") ? "by another command" : "with other options: \(Self.options(names))"
      self.init(
        .usage, "'\(path)' was begun \(others)",
        hint: "give the options of the first run, or begin anew with --force instead of --resume")
    case .otherVersion(let path):
      self.init(
        .usage, "'\(path)' was written by another version of sfmodels",
        hint: "finish the run with that version, or begin anew with --force instead of --resume")
    case .recordTooLong(let bytes, let limit):
      self.init(.failed, "the record of the run would have \(bytes) bytes, and there is space for \(limit)")
    case .otherInput:
      self.init(
        .usage, "the input is not the one the output was begun with",
        hint: "give the input of the first run, or begin anew with --force instead of --resume")
    case .damaged(let path):
      self.init(
        .usage, "'\(path)' is shorter than when it was left",
        hint: "begin anew with --force instead of --resume")
    case .altered(let path):
      self.init(
        .usage, "'\(path)' is not as it was written: a part of it is damaged",
        hint: "look at it, or begin anew with --force instead of --resume")
    case .withoutRecord(let path, let record):
      self.init(
        .usage, "nobody knows how far '\(path)' has come: '\(record)' is missing or damaged",
        hint: "look at it, or begin anew with --force instead of --resume")
    case .contradictoryRecord:
      self.init(
        .usage, "the record of the earlier run contradicts itself",
        hint: "begin anew with --force instead of --resume")
    case .busy(let path): self.init(.failed, "another process is writing '\(path)'")
    }
  }

  /// As they are typed: `--max-tokens, --model`.
  static func options(_ names: [String]) -> String {
    names.map { name in "--" + String(name.map { $0 == "_" ? "-" : $0 }) }.joined(separator: ", ")
  }

  init(_ failure: RowInputFailure) {
    switch failure {
    case .missingHeader: self.init(.usage, "the CSV input has no header: its first line is empty")
    case .unusableHeader(let problem): self.init(.usage, "the header of the CSV input \(problem.words)")
    case .duplicateField(let name):
      self.init(.usage, "the header of the CSV input names '\(name)' twice")
    case .otherDelimiter(let delimiter):
      let character = delimiter == "\t" ? "a tab" : "'\(delimiter)'"
      self.init(
        .usage, "the header of the CSV input is one field; between names there is \(character)",
        hint: delimiter == "\t" ? "--input-format tsv" : "--delimiter '\(delimiter)'")
    case .missingField(let wanted, let found):
      self.init(.usage, missing: wanted, found: found)
    case .compressed(let compression): self.init(compression)
    case .binary(let kind): self.init(.usage, "the input is \(kind), no text")
    case .notUTF8(let encoding):
      self.init(
        .usage, "the input is \(encoding); rows are read as UTF-8",
        hint: "convert it: iconv -f \(encoding) -t UTF-8 FILE | sfmodels …")
    case .loneReturns:
      self.init(
        .usage, "the lines of the input end with a carriage return alone",
        hint: "convert them: tr '\\r' '\\n' <FILE | sfmodels …")
    case .jsonArray:
      self.init(
        .usage, "the input is a JSON array",
        hint: "--input-format json reads its objects; --input-format lines takes each line as a text")
    case .jsonLines:
      self.init(
        .usage, "the lines of the input are JSON objects",
        hint: "--input-format jsonl reads them; --input-format lines takes each line as a text")
    case .notAnArray:
      self.init(
        .usage, "the input is no JSON array of objects",
        hint: "objects on lines of their own are JSON Lines: --input-format jsonl")
    case .endless(let limit):
      self.init(.usage, "the input has no end: a row of it is longer than \(limit >> 20) MB")
    case .cutOff: self.init(.failed, "the input ends before its JSON array does")
    }
  }

  private init(_ status: ExitStatus, missing wanted: [String], found: [String]) {
    let names = wanted.map { "'\($0)'" }.joined(separator: " or ")
    let shown = found.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    self.init(
      status, "no row has a field \(names)",
      hint: found.isEmpty ? nil : "there are \(shown)\(found.count > 12 ? " and others" : "")")
  }

  private init(_ compression: RowInputFailure.Compression) {
    let program =
      switch compression {
      case .gzip: "zcat"
      case .zstd: "zstdcat"
      case .xz: "xzcat"
      case .bzip2: "bzcat"
      case .zip: "unzip -p"
      }
    let isSheet = compression == .zip
    self.init(
      .usage, "the input is an archive (\(compression.rawValue))",
      hint: isSheet
        ? "a spreadsheet must be saved as CSV; of another archive: unzip -p FILE NAME | sfmodels …"
        : "\(program) FILE | sfmodels …")
  }

  init(_ failure: DecompressionFailure) {
    switch failure {
    case .malformed: self.init(.failed, "the input is an archive that is cut off or damaged")
    case .windowTooLarge:
      self.init(
        .usage, "the input is an archive that needs much memory to be unpacked",
        hint: "zstdcat --long=31 FILE | sfmodels …")
    }
  }

  init(_ failure: FileFailure) {
    self.init(.failed, "cannot write '\(failure.path)': \(Self.words(failure.code))")
  }

  init(_ error: UnequalDimensions) {
    self.init(
      .failed,
      "the service sent a vector of \(error.found) dimensions after vectors of \(error.expected)",
      hint: "has the model changed meanwhile?")
  }

  init(_ spent: BudgetSpent) {
    switch spent {
    case .requests(let count):
      self.init(
        .unavailable, "the budget of \(RowMessages.count(count, "request")) is spent: --max-requests")
    case .tokens(let count):
      self.init(
        .unavailable, "the budget of \(RowMessages.count(count, "token")) is spent: --max-tokens-total")
    }
  }

  init(_ signal: Signalled) {
    let isEnd = signal.number == SIGTERM
    self.init(isEnd ? .terminated : .interrupted, isEnd ? "terminated" : "interrupted")
  }

  init(_ unfinished: RowsUnfinished, because report: FailureReport) {
    self = report
    guard unfinished.canGoOn else { return }
    let way = unfinished.isResumed ? "the same command goes on" : "the same command with --resume goes on"
    guard unfinished.rows > 0 else {
      resumption = "the query job goes on in the org; \(way) with it"
      return
    }
    let isOne = unfinished.rows == 1
    resumption = "\(RowMessages.count(unfinished.rows, "row")) \(isOne ? "is" : "are") dealt with; \(way)"
  }
}

extension RowProblem {
  /// The end of a sentence that begins with the row.
  var words: String {
    switch self {
    case .empty: "is empty"
    case .notUTF8(let byte): "is not UTF-8 (byte \(byte + 1) of the row)"
    case .tooLong(let limit): "is longer than \(limit >> 20) MB"
    case .notJSON(let error): "is not JSON: \(error)"
    case .notAnObject: "is JSON, but no object"
    case .missingField(let name): "has no field '\(name)'"
    case .wrongType(let field, let wanted): "has something else than \(wanted) in field '\(field)'"
    case .wrongNumberOfFields(let expected, let found):
      "has \(RowMessages.count(found, "field")), but the header names \(expected)"
    case .misplacedQuote(let byte): "has a quote in a wrong place (byte \(byte + 1) of the row)"
    }
  }
}
