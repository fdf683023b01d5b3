import RowEngine
import Wire

/// Writes answers as JSON Lines, each under its row's id, and counts what is remarkable about them.
struct AnswerSink: RowSink {
  /// The counts of a run, which its owner reads at the end.
  final class Annotations {
    var verdicts = AnswerVerdicts()
  }

  let tally: Annotations

  mutating func write(_ row: FinishedRow<PromptRow, AnswerRow>, to output: inout RowBytes) {
    guard case .success(let answer) = row.result else { return }
    tally.verdicts += answer.verdicts
    output.rows += JSONValue.object(JSONObject([.init("id", row.item.id)] + answer.reply.members)).bytes
    output.rows.append(UInt8(ascii: "\n"))
  }

  var state: JSONObject {
    let verdicts = tally.verdicts
    return [
      "unsafe": JSONValue(verdicts.unsafe), "unfit": JSONValue(verdicts.unfit),
      "cut_off": JSONValue(verdicts.cutOff), "all": JSONValue(verdicts.all),
    ]
  }

  mutating func restore(_ state: JSONObject) {
    func count(_ name: String) -> Int { state[name]?.int ?? 0 }
    tally.verdicts = AnswerVerdicts(
      unsafe: count("unsafe"), unfit: count("unfit"), cutOff: count("cut_off"), all: count("all"))
  }
}
