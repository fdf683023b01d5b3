import ModelsAPI
import Testing

@testable import Commands

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
