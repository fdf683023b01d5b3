import ModelsAPI
import Testing
import Wire

@testable import Commands

struct AnswerSchemaTests {
  private static let schema: JSONObject = [
    "type": "object", "required": ["name", "age"],
    "properties": ["name": ["type": "string"], "age": ["type": ["integer", "null"]]],
  ]

  @Test(arguments: [
    "{\"name\":\"a\",\"age\":1}", " {\"age\":null,\"name\":\"\",\"more\":[]}", "{\"name\":\"a\",\"age\":2.0}",
  ])
  func acceptsWhatFits(_ text: String) throws {
    try AnswerSchema(Self.schema).check(text)
  }

  @Test(arguments: [
    ("[]", "$", "it is not of type object"), ("{\"age\":1}", "$.name", "it is missing"),
    ("{\"name\":1,\"age\":1}", "$.name", "it is not of type string"),
    ("{\"name\":\"a\",\"age\":1.5}", "$.age", "it is not of type integer or null"),
    ("hello", "$", "it is no JSON: unexpected 'h' at byte 0"),
  ])
  func namesWhatDoesNotFit(_ text: String, _ path: String, _ reason: String) {
    #expect(throws: CommandFailure.unfitAnswer(path: path, reason: reason)) {
      try AnswerSchema(Self.schema).check(text)
    }
  }
}

struct SafetyGateTests {
  @Test(
    arguments: [
      (nil, ["the service sent no score"]),
      (Safety(isDetected: nil, scores: []), ["the service sent no score"]),
      (Safety(isDetected: false, scores: [.init("hate", 0.2)]), []),
      (Safety(isDetected: true, scores: []), ["the service calls it toxic"]),
      (Safety(isDetected: false, scores: [.init("hate", 0.3)]), ["hate 0.3 is over 0.2"]),
    ] as [(Safety?, [String])])
  func decides(on safety: Safety?, _ reasons: [String]) {
    #expect(SafetyGate(limit: 0.2).reasons(against: safety) == reasons)
  }
}

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
