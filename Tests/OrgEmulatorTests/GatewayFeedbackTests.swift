import OrgEmulator
import Testing
import Wire

@Suite struct GatewayFeedbackTests {
  @Test(arguments: [
    #"{"id": "a", "generation_id": "b", "feedback": "GOOD", "turn_id": "t"}"#,
    #"{"feedback": "BAD", "feedback_text": null, "app_feedback": {"stars": 1}}"#,
    #"{"feedback": null, "feedback_text": "so", "source": "app"}"#,
    #"{"feedback_text": "so", "app_generation": "x", "app_generation_id": "y"}"#,
  ])
  func feedbackIsThankedFor(_ body: String) async throws {
    let org = TestOrg()
    let answer = try await org.send(gatewayRequest("/feedback", body), token: org.signIn())
    #expect(answer.summary == #"202 {"message":"Feedback received, Thank you!"}"#)
    #expect(await org.ignoredFields == [:])
  }
}
