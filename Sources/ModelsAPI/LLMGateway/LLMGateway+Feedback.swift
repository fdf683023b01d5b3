import HTTPTypes
import Wire

extension LLMGateway {
  /// `POST /feedback`: 202; never `nil`.
  package func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>? {
    var body: JSONObject = [
      "id": .string(feedback.id), "generation_id": .string(feedback.generationID),
      "feedback": feedback.verdict.map { .string($0.rawValue) } ?? .null,
    ]
    body.set("feedback_text", feedback.text.map { .string($0) })
    body.set("source", feedback.source.map { .string($0) })
    body.set("app_feedback", feedback.appFeedback)
    body.set("app_generation_id", feedback.appGenerationID.map { .string($0) })
    body.set("app_generation", feedback.appGeneration.map { .string($0) })
    body.set("turn_id", feedback.turnID.map { .string($0) })
    body.merge(feedback.extraFields)
    return Operation("/feedback", headers: headers, json: body, read: FeedbackReceipt.init(_:_:))
  }
}
