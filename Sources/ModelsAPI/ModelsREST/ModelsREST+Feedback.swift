import HTTPTypes
import Wire

extension ModelsREST {
  /// `POST /feedback`: 202 and a thank-you; ids are not checked by the service. Never `nil`.
  package func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>? {
    var body: JSONObject = [
      "id": .string(feedback.id), "generationId": .string(feedback.generationID),
      "feedback": feedback.verdict.map { .string($0.rawValue) } ?? .null,
    ]
    body.set("feedbackText", feedback.text.map { .string($0) })
    body.set("source", feedback.source.map { .string($0) })
    body.set("appFeedback", feedback.appFeedback)
    body.set("appGenerationId", feedback.appGenerationID.map { .string($0) })
    body.set("appGeneration", feedback.appGeneration.map { .string($0) })
    body.merge(feedback.extraFields)
    return Operation("/feedback", headers: headers, json: body, read: FeedbackReceipt.init(_:_:))
  }
}
