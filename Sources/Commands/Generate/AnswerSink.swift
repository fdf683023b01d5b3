import RowEngine
import Wire

/// Writes answers in their format, and counts what is remarkable about them.
struct AnswerSink: RowSink {
  let layout: AnswerLayout
  /// Takes secrets out of why a row was refused.
  let redaction: Redaction
  private var verdicts = AnswerVerdicts()
  /// Whether a table's columns are named, or there was an element of an array.
  private var hasBegun = false

  init(_ layout: AnswerLayout, hiding redaction: Redaction) {
    self.layout = layout
    self.redaction = redaction
  }

  mutating func begin(_ output: inout RowBytes) {
    guard layout.format == .csv, let header = layout.header else { return }
    CSVRecord.append(header, to: &output.opening)
    hasBegun = true
  }

  mutating func write(_ row: FinishedRow<PromptRow, AnswerRow>, to output: inout RowBytes) {
    if layout.isEvaluating {
      output.ids += JSONValue.object(verdict(on: row).record).bytes + [UInt8(ascii: "\n")]
    }
    switch row.result {
    case .success(let answer):
      verdicts += answer.verdicts
      append(answer.reply, of: row.item, to: &output.rows)
      hasBegun = true
    // What may not be printed was judged all the same.
    case .failure(CommandFailure.unsafeAnswer): verdicts += AnswerVerdicts(unsafe: 1, all: 1)
    case .failure: break
    }
  }

  private func verdict(on row: FinishedRow<PromptRow, AnswerRow>) -> CaseVerdict {
    switch row.result {
    case .success(let answer): CaseVerdict(row.item, answer, repeats: layout.repeats)
    case .failure(let error):
      CaseVerdict(
        row.item, refused: FailureReport(error, hiding: redaction).message, repeats: layout.repeats)
    }
  }

  private func append(_ answer: JSONObject, of item: RowItem<PromptRow>, to bytes: inout [UInt8]) {
    switch layout.format {
    case .jsonl: bytes += JSONValue.object(layout.object(item, answer)).bytes + [UInt8(ascii: "\n")]
    case .json:
      bytes += Array((hasBegun ? ",\n" : "[\n").utf8) + JSONValue.object(layout.object(item, answer)).bytes
    case .csv:
      if !hasBegun { CSVRecord.append(layout.header(of: item), to: &bytes) }
      CSVRecord.append(layout.record(item, answer), to: &bytes)
    }
  }

  /// An array that was broken off lacks its end, and so does not look whole.
  mutating func end(_ output: inout RowBytes) {
    guard layout.format == .json else { return }
    output.rows += Array((hasBegun ? "\n]\n" : "[]\n").utf8)
  }

  var state: JSONObject {
    var state = verdicts.json
    if hasBegun { state["begun"] = true }
    return state
  }

  mutating func restore(_ state: JSONObject) {
    verdicts = AnswerVerdicts(state)
    hasBegun = state["begun"]?.bool ?? false
  }
}

/// The answer to a prompt of a dataset, with the verdicts that were asked for.
struct AnswerRow: Sendable {
  var reply: JSONObject
  var verdicts: AnswerVerdicts
  /// By the name of each check that was demanded, whether the answer passes.
  var checks: JSONObject = [:]
  /// Why it does not pass.
  var reasons: [String] = []
  /// Those of them that are about `--schema`, and about `--max-toxicity`.
  var misfits: [String] = []
  var dangers: [String] = []
  /// From the request to the whole answer, with all that was tried again.
  var milliseconds: Int?
}

/// What is remarkable about answers; a run counts it.
struct AnswerVerdicts: Sendable, Hashable {
  /// Does not pass `--max-toxicity`.
  var unsafe = 0
  /// Does not fit `--schema`.
  var unfit = 0
  /// Stopped by the limit of tokens.
  var cutOff = 0
  /// Kept back by the service.
  var filtered = 0
  var all = 0

  static func += (sum: inout AnswerVerdicts, other: AnswerVerdicts) {
    sum.unsafe += other.unsafe
    sum.unfit += other.unfit
    sum.cutOff += other.cutOff
    sum.filtered += other.filtered
    sum.all += other.all
  }
}

extension AnswerVerdicts {
  /// As a run remembers them.
  init(_ json: JSONObject) {
    func count(_ name: String) -> Int { json[name]?.count?.value ?? 0 }
    self.init(
      unsafe: count("unsafe"), unfit: count("unfit"), cutOff: count("cut_off"),
      filtered: count("filtered"), all: count("all"))
  }

  var json: JSONObject {
    [
      "unsafe": JSONValue(unsafe), "unfit": JSONValue(unfit), "cut_off": JSONValue(cutOff),
      "filtered": JSONValue(filtered), "all": JSONValue(all),
    ]
  }
}
