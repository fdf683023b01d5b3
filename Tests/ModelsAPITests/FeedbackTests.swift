import ModelsAPI
import TestSupport
import Testing
import Wire

/// Feedback, field by field.
struct FeedbackTests {
  private static func feedback(
    _ verdict: Feedback.Verdict? = .good, _ change: (inout Feedback) -> Void = { _ in }
  ) -> Feedback {
    var feedback = Feedback(id: "f", generationID: "g", verdict: verdict)
    change(&feedback)
    return feedback
  }

  @Test(arguments: [
    (feedback(.bad), #"{"id":"f","generationId":"g","feedback":"BAD"}"#),
    (
      feedback(nil) { $0.text = "so so" },
      #"{"id":"f","generationId":"g","feedback":null,"feedbackText":"so so"}"#
    ),
    (feedback { $0.source = "human" }, #"{"id":"f","generationId":"g","feedback":"GOOD","source":"human"}"#),
    (
      feedback { $0.appFeedback = ["stars": 5] },
      #"{"id":"f","generationId":"g","feedback":"GOOD","appFeedback":{"stars":5}}"#
    ),
    (
      feedback { $0.appGenerationID = "a-1" },
      #"{"id":"f","generationId":"g","feedback":"GOOD","appGenerationId":"a-1"}"#
    ),
    (
      feedback { $0.appGeneration = "Hi!" },
      #"{"id":"f","generationId":"g","feedback":"GOOD","appGeneration":"Hi!"}"#
    ),
    (
      feedback { $0.extraFields = ["feedback": "FINE", "more": []] },
      #"{"id":"f","generationId":"g","feedback":"FINE","more":[]}"#
    ),
  ])
  func isWrittenAsDocumented(_ feedback: Feedback, _ body: String) {
    #expect(ModelsREST().submit(feedback)?.body == bytes(body))
  }

  @Test(arguments: [
    (#"{"message":"Feedback received, Thank you!"}"#, "Feedback received, Thank you!"), ("", nil),
    ("Thanks", nil),
    ("[]", nil),
  ])
  func anyBodyIsAReceipt(_ body: String, _ message: String?) async throws {
    let upstream = ScriptedService("HTTP/1.1 202 Accepted\nx-request-id: r-1\n\n\(body)")
    let receipt = try await ModelsClient(upstream).submit(Self.feedback())
    #expect(receipt == FeedbackReceipt(message: message, requestID: "r-1", body: bytes(body)))
  }
}
