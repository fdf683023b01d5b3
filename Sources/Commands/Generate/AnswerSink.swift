import RowEngine
import Wire

/// Writes answers as JSON Lines, each under its row's id, and counts what is remarkable about them.
struct AnswerSink: RowSink {
  private var verdicts = AnswerVerdicts()

  mutating func write(_ row: FinishedRow<PromptRow, AnswerRow>, to output: inout RowBytes) {
    guard case .success(let answer) = row.result else { return }
    verdicts += answer.verdicts
    output.rows += JSONValue.object(JSONObject([.init("id", row.item.id)] + answer.reply.members)).bytes
    output.rows.append(UInt8(ascii: "\n"))
  }

  var state: JSONObject { verdicts.json }

  mutating func restore(_ state: JSONObject) { verdicts = AnswerVerdicts(state) }
}

/// The answer to a prompt of a dataset, with the verdicts that were asked for.
struct AnswerRow: Sendable {
  var reply: JSONObject
  var verdicts: AnswerVerdicts
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
