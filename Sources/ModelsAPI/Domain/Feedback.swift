package import Wire

/// What somebody thinks of a generation.
package struct Feedback: Hashable, Sendable {
  package enum Verdict: String, Hashable, Sendable {
    case good = "GOOD"
    case bad = "BAD"
  }

  /// The client's own id of this feedback; the service counts one id once.
  package var id: String
  package var generationID: String
  /// `nil` says nothing but the text.
  package var verdict: Verdict?
  package var text: String?
  /// Who judges: `human` or `app`.
  package var source: String?
  package var appFeedback: JSONValue?
  package var appGeneration: String?
  package var appGenerationID: String?
  /// The LLM Gateway's alone.
  package var turnID: String?
  /// Merged last into the body.
  package var extraFields: JSONObject = [:]

  package init(id: String, generationID: String, verdict: Verdict?, text: String? = nil) {
    self.id = id
    self.generationID = generationID
    self.verdict = verdict
    self.text = text
  }
}

/// The service's receipt for feedback.
package struct FeedbackReceipt: Hashable, Sendable {
  package var message: String?
  package var requestID: String?
  package var body: [UInt8]

  package init(message: String?, requestID: String?, body: [UInt8]) {
    self.message = message
    self.requestID = requestID
    self.body = body
  }
}
