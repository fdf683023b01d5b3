import Testing
import Wire

/// What statuses and codes mean.
struct FailureClassTests {
  @Test func everyStatusButASuccessMeansOneThing() {
    let named = FailureClass.allCases.flatMap(\.statuses)
    #expect(Set(named).count == named.count)
    for status in 100...999 {
      #expect((FailureClass(status: status) == nil) == (200..<300).contains(status), "\(status)")
    }
  }

  @Test(arguments: [
    (308, FailureClass.redirected), (402, .clientError), (405, .clientError), (418, .clientError),
    (425, .busy), (501, .serverError), (530, .serverError), (101, .serverError), (600, .serverError),
  ])
  func statusesWithoutALineOfTheirOwnMeanWhatTheirRangeMeans(_ status: Int, _ failure: FailureClass) {
    #expect(FailureClass(status: status) == failure)
  }

  @Test(arguments: [
    (403, "REQUEST_LIMIT_EXCEEDED", FailureClass.quota), (429, "REQUEST_LIMIT_EXCEEDED", .throttled),
    (500, "REQUEST_LIMIT_EXCEEDED", .internalError), (403, "NOT_FOUND", .forbidden),
    (423, "NOT_FOUND", .busy), (429, "LIMIT_EXCEEDED", .throttled), (200, "REQUEST_LIMIT_EXCEEDED", nil),
  ])
  func aCodeCountsOnlyWhereItsStatusAllowsIt(_ status: Int, _ code: String, _ failure: FailureClass?) {
    #expect(FailureClass(status: status, code: code) == failure)
  }
}
