import ModelsAPI
import RowEngine
import Wire

/// Finds in a row what somebody thinks of a generation; for the rest the command's options hold.
///
/// A line that `generate --from` has written is known by its `model`: its `id` and `text` are the row's name and the
/// answer, not the feedback's.
struct FeedbackFields: Sendable {
  /// Everything but the generation, as the options want it.
  let feedback: Feedback
  let dialect: any Dialect

  /// What a row may say: the generation, and what options say otherwise.
  static let asked = AskedFields(
    required: [["generation", "generation_id", "generation-id"]],
    optional: RowFields.spellings([
      "id", "model", "verdict", "feedback_text", "text", "source", "app_feedback", "app_generation",
      "app_generation_id", "turn_id",
    ]))

  func item(_ row: Row) -> RowItem<Feedback> {
    var item = RowItem<Feedback>(
      number: row.number, id: JSONValue(row.number), content: .failure(RowProblem.empty), size: 0)
    do {
      let fields = try RowFields(row.content, textIs: "generation_id")
      item.record = fields.record
      item.id = try fields.id() ?? item.id
      let feedback = try feedback(fields)
      try ModelsClient.refuse(dialect.limits(of: feedback))
      item.content = .success(feedback)
      item.size = feedback.text?.utf8.count ?? 0
    } catch {
      item.content = .failure(error)
    }
    return item
  }

  private func feedback(_ fields: RowFields) throws(RowProblem) -> Feedback {
    var feedback = feedback
    let isAnswer = fields.value("model") != nil
    let hasOwnName = fields.value("generation") != nil
    feedback.generationID = try fields.requiredText(hasOwnName ? "generation" : "generation_id")
    let verdict: FeedbackCommand.Verdict? = try fields.choice("verdict", "good, bad or none")
    if let verdict { feedback.verdict = verdict.verdict }
    let hasOwnText = isAnswer || fields.value("feedback_text") != nil
    feedback.text = try fields.text(hasOwnText ? "feedback_text" : "text") ?? feedback.text
    guard feedback.verdict != nil || feedback.text != nil else {
      throw .missingField(verdict == nil ? "verdict" : "text")
    }
    let source: FeedbackCommand.Source? = try fields.choice("source", "human or app")
    feedback.source = source?.rawValue ?? feedback.source
    feedback.appFeedback = fields.json("app_feedback") ?? feedback.appFeedback
    feedback.appGeneration = try fields.text("app_generation") ?? feedback.appGeneration
    feedback.appGenerationID = try fields.text("app_generation_id") ?? feedback.appGenerationID
    feedback.turnID = try fields.text("turn_id") ?? feedback.turnID
    feedback.id = isAnswer ? "" : fields.value("id")?.string ?? ""
    if feedback.id.isEmpty { feedback.id = FeedbackID.derived(from: feedback) }
    return feedback
  }
}

extension RowFields {
  /// Any value; a text that is an object, as CSV says it, is that object.
  fileprivate func json(_ name: String) -> JSONValue? {
    guard let value = value(name), let text = value.string, let json = try? JSONValue(decoding: text),
      json.object != nil
    else { return value(name) }
    return json
  }
}
