import Testing
import Wire

/// Which failures leave the service untouched.
struct HTTPFailureTests {
  @Test(arguments: [
    (HTTPFailure.Stage.name, true), (.connection, true), (.security, true), (.proxy, true), (.request, false),
    (.answer, false),
  ])
  func mayBeRepeatedWhereNothingWasSent(_ stage: HTTPFailure.Stage, _ isBeforeSending: Bool) {
    #expect(HTTPFailure(stage, .other).isBeforeSending == isBeforeSending)
  }
}
