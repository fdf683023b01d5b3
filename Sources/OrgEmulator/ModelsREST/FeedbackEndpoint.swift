import Wire

/// `POST /feedback`: a verdict on a generation; ids are not looked up, as documented.
///
/// Source: Models REST API reference, schema `FeedbackRequest`; all fields may be left out there.
enum FeedbackEndpoint {
  private static let texts = [
    "id", "generationId", "feedbackText", "source", "appGenerationId", "appGeneration",
  ]

  static let fields = Set(texts + ["feedback", "appFeedback"])

  static let answer: JSONValue = ["message": "Feedback received, Thank you!"]

  static func check(_ body: RequestBody) throws(ErrorResponse) {
    for name in texts { _ = try body.text(name) }
    _ = try body.part("appFeedback")
    guard let verdict = try body.text("feedback", isNullable: true) else { return }
    guard ["GOOD", "BAD"].contains(verdict) else {
      throw .badArgument("Expected one of GOOD, BAD.", field: body.path(of: "feedback"))
    }
  }
}
