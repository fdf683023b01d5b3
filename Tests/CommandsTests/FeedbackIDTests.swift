import ModelsAPI
import Testing
import Wire

@testable import Commands

struct FeedbackIDTests {
  @Test func sameFeedbackHasTheSameID() {
    let feedback = Feedback(id: "", generationID: "g", verdict: .good, text: "Spot on")
    #expect(FeedbackID.derived(from: feedback) == "bf8e451c-b812-8111-a199-fbd842ee63b0")
  }

  @Test func everyPartCounts() {
    let base = Feedback(id: "", generationID: "g", verdict: .good, text: "t")
    let others = [
      changed(base) { $0.generationID = "h" }, changed(base) { $0.verdict = .bad },
      changed(base) { $0.text = "u" },
      changed(base) { $0.source = "app" }, changed(base) { $0.appFeedback = ["a": 1] },
      changed(base) { $0.appGeneration = "x" }, changed(base) { $0.appGenerationID = "x" },
      changed(base) { $0.turnID = "x" }, changed(base) { $0.extraFields = ["a": 1] },
    ]
    #expect(Set(([base] + others).map { FeedbackID.derived(from: $0) }).count == 10)
  }

  private func changed(_ feedback: Feedback, _ change: (inout Feedback) -> Void) -> Feedback {
    var copy = feedback
    change(&copy)
    return copy
  }
}
