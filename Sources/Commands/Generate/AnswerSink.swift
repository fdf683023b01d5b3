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
