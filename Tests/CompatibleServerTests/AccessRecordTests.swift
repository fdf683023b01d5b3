import FoundationEssentials
import HTTPTypes
import Testing
import Wire

@testable import CompatibleServer

/// What log and metrics see of a request that is over.
struct AccessRecordTests {
  /// With the status of the head, why the answer broke off, and the status of the error.
  @Test(
    arguments: [
      (200, nil, nil), (200, .upstream(UpstreamFailure(.throttled, message: "Too many")), 429),
      (200, .busy(retryAfter: 1), 503), (404, .unknownPath("/x"), 404),
    ] as [(Int, ServerError?, Int?)])
  func anErrorInAStreamIsNoSuccess(_ status: Int, _ failure: ServerError?, _ error: Int?) {
    let request = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost", path: "/v1/chat/completions")
    let context = RequestContext(request, [], id: "req_1")
    if let failure { context.annotations.note(failure) }
    let record = AccessRecord(
      context, route: "/v1/chat/completions", status: status, arrival: Date(timeIntervalSince1970: 0),
      duration: 1, bytes: 1, start: .zero)
    #expect(record.error == error)
  }
}
