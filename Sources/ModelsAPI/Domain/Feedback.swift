package import Wire

/// What somebody thinks of a generation.
package struct Feedback: Hashable, Sendable {
  /// Whether somebody likes it; the raw value is the service's word.
  package enum Verdict: String, Hashable, Sendable {
    case good = "GOOD"
    case bad = "BAD"
  }

  /// The client's own id of this feedback; the service counts one id once.
  package var id: String
  /// Which generation it is about: ``Generation/id``.
  package var generationID: String
  /// `nil` says nothing but the text.
  package var verdict: Verdict?
  /// Why, in the words of who judges; `nil` for no reason.
  package var text: String?
  /// Who judges: `human` or `app`.
  package var source: String?
  /// An object of the program's own; `nil` is not sent.
  package var appFeedback: JSONValue?
  /// The text as the program showed it; `nil` is not sent.
  package var appGeneration: String?
  /// The program's own name for the generation; `nil` is not sent.
  package var appGenerationID: String?
  /// The LLM Gateway's alone.
  package var turnID: String?
  /// Merged last into the body.
  package var extraFields: JSONObject = [:]

  /// Feedback with what most has; the rest is set afterwards.
  package init(id: String, generationID: String, verdict: Verdict?, text: String? = nil) {
    self.id = id
    self.generationID = generationID
    self.verdict = verdict
    self.text = text
  }
}

/// The service's receipt for feedback.
package struct FeedbackReceipt: Hashable, Sendable {
  /// The service's thank-you; `nil` where the body has none.
  package var message: String?
  /// Salesforce's handle for support; `nil` where the answer had none.
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  /// A receipt as it was read; what is `nil` the service did not tell.
  package init(message: String?, requestID: String?, body: [UInt8]) {
    self.message = message
    self.requestID = requestID
    self.body = body
  }
}
