import Authorization
import FoundationEssentials
import HTTPTypes
import ModelsAPI
import RowEngine
import Testing
import Wire

@testable import Commands
@testable import CompatibleServer

/// What each failure means for all who have to do with it: one table, and every status in it.
struct FailureTableTests {
  /// A line of the table.
  struct Consequences: Equatable {
    var means: FailureClass
    /// Whether a request is repeated that does no harm, and one that may do harm.
    var repeats: [Bool]
    /// What becomes of rows, without and with a wait that the service asks for.
    var rows: [String]
    /// Whether a job is asked for again, at first and when the service has answered before.
    var polls: [Bool]
    var exit: Commands.ExitStatus
    /// Status and type in OpenAI's and Anthropic's words.
    var served: [String]

    init(
      _ means: FailureClass, repeats: (Bool, Bool), rows: (String, String), polls: (Bool, Bool),
      exit: Commands.ExitStatus,
      served: Int, _ openAI: String, _ anthropic: String
    ) {
      self.means = means
      self.repeats = [repeats.0, repeats.1]
      self.rows = [rows.0, rows.1]
      self.polls = [polls.0, polls.1]
      self.exit = exit
      self.served = ["\(served) \(openAI)", "\(served) \(anthropic)"]
    }

    /// What really follows from a failure.
    init(of failure: ModelsFailure, waiting: ModelsFailure) {
      self.init(of: failure, waiting: waiting, served: UpstreamFailure(failure))
    }

    init(of failure: HTTPFailure) {
      self.init(of: failure, waiting: failure, served: UpstreamFailure(failure))
    }

    private init<Failure: ClassifiedError>(of failure: Failure, waiting: Failure, served: UpstreamFailure) {
      means = failure.failureClass
      repeats = [true, false].map { FailureTableTests.isRepeated(failure, isRepeatable: $0) }
      rows = [BatchOutcome<Int>(failure).word, BatchOutcome<Int>(waiting).word]
      polls = [false, true].map { failure.failureClass.isWorthPolling(hasAnswered: $0) }
      exit = FailureReport(failure, hiding: Redaction()).exit
      let (openAI, anthropic) = (OpenAIError(.upstream(served)), AnthropicError(.upstream(served)))
      self.served = ["\(openAI.status) \(openAI.type)", "\(anthropic.status) \(anthropic.type)"]
    }
  }

  private static func isRepeated(_ failure: any ClassifiedError, isRepeatable: Bool) -> Bool {
    RetryPolicy().pause(on: failure, attempt: 1, isRepeatable: isRepeatable, jitter: 0) != nil
  }

  private static func rejected(_ status: Int, served: Int) -> Consequences {
    Consequences(
      .rejected, repeats: (false, false), rows: ("split", "split"), polls: (false, false), exit: .failed,
      served: served, "invalid_request_error", "invalid_request_error")
  }

  private static func unavailable(_ status: Int, _ anthropic: String) -> Consequences {
    Consequences(
      .unavailable, repeats: (true, true), rows: ("again", "slow down"), polls: (true, true),
      exit: .unavailable, served: status, "server_error", anthropic)
  }

  private static let busy = Consequences(
    .busy, repeats: (true, true), rows: ("again", "slow down"), polls: (true, true), exit: .unavailable,
    served: 503, "server_error", "overloaded_error")

  private static let quota = Consequences(
    .quota, repeats: (false, false), rows: ("stop", "stop"), polls: (false, false), exit: .rateLimited,
    served: 429, "insufficient_quota", "rate_limit_error")

  private static let named: [Int: Consequences] = [
    400: rejected(400, served: 400), 409: rejected(409, served: 409), 422: rejected(422, served: 422),
    451: rejected(451, served: 400),
    401: Consequences(
      .unauthorized, repeats: (false, false), rows: ("stop", "stop"), polls: (false, false),
      exit: .notSignedIn, served: 401, "authentication_error", "authentication_error"),
    403: Consequences(
      .forbidden, repeats: (false, false), rows: ("stop", "stop"), polls: (false, false),
      exit: .notSignedIn, served: 403, "permission_error", "permission_error"),
    404: Consequences(
      .notFound, repeats: (false, false), rows: ("stop", "stop"), polls: (false, false), exit: .failed,
      served: 404, "not_found_error", "not_found_error"),
    413: Consequences(
      .tooLarge, repeats: (false, false), rows: ("split", "split"), polls: (false, false), exit: .failed,
      served: 413, "invalid_request_error", "request_too_large"),
    429: Consequences(
      .throttled, repeats: (true, true), rows: ("slow down", "slow down"), polls: (true, true),
      exit: .rateLimited, served: 429, "rate_limit_error", "rate_limit_error"),
    423: busy, 425: busy, 408: unavailable(408, "timeout_error"), 502: unavailable(502, "api_error"),
    503: unavailable(503, "overloaded_error"), 504: unavailable(504, "timeout_error"),
    500: Consequences(
      .internalError, repeats: (true, false), rows: ("again or split", "again or split"), polls: (true, true),
      exit: .failed, served: 500, "server_error", "api_error"),
    529: Consequences(
      .serverError, repeats: (false, false), rows: ("stop", "stop"), polls: (true, true), exit: .failed,
      served: 529, "server_error", "overloaded_error"),
  ]

  private static func expected(_ status: Int, _ code: String?) -> Consequences {
    if code == "REQUEST_LIMIT_EXCEEDED", status == 403 { return quota }
    if let line = named[status] { return line }
    switch status {
    case 300..<400:
      return Consequences(
        .redirected, repeats: (false, false), rows: ("stop", "stop"), polls: (false, false), exit: .failed,
        served: 502, "server_error", "api_error")
    case 400..<500:
      return Consequences(
        .clientError, repeats: (false, false), rows: ("stop", "stop"), polls: (false, false), exit: .failed,
        served: 400, "invalid_request_error", "invalid_request_error")
    default:
      return Consequences(
        .serverError, repeats: (false, false), rows: ("stop", "stop"), polls: (true, true), exit: .failed,
        served: status, "server_error", "api_error")
    }
  }

  /// What the client makes of an answer.
  private static func failure(_ status: Int, _ code: String?, retryAfter: String?) throws -> ModelsFailure {
    let operation = Operation<Void>("/x", headers: [:], json: [:]) { _, _ in }
    var head = HTTPResponse(status: .init(code: status))
    head.headerFields[.retryAfter] = retryAfter
    let body = code.map { #"{"errorCode":"\#($0)","message":"why"}"# } ?? ""
    return try #require(throws: ModelsFailure.self) {
      try operation.answer(head, Array(body.utf8), now: Date(timeIntervalSince1970: 0))
    }
  }

  @Test(arguments: [nil, "NOT_FOUND", "LIMIT_EXCEEDED", "REQUEST_LIMIT_EXCEEDED"])
  func everyStatusHasItsConsequences(_ code: String?) throws {
    for status in 300...599 {
      let plain = try Self.failure(status, code, retryAfter: nil)
      let waiting = try Self.failure(status, code, retryAfter: "7")
      #expect(Consequences(of: plain, waiting: waiting) == Self.expected(status, code), "\(status)")
      #expect(Consequences(of: waiting, waiting: waiting).repeats == Self.expected(status, code).repeats)
    }
  }

  @Test(arguments: [nil, "REQUEST_LIMIT_EXCEEDED"])
  func nobodyWaitsTooLongAndTheExitStatusStays(_ code: String?) throws {
    for status in 300...599 {
      let failure = try Self.failure(status, code, retryAfter: "121")
      #expect([true, false].map { Self.isRepeated(failure, isRepeatable: $0) }.contains(true) == false)
      #expect(FailureReport(failure, hiding: Redaction()).exit == Self.expected(status, code).exit)
    }
  }

  static let answers: [(ModelsFailure, Consequences)] = [
    (
      .notJSON(JSONError(.unexpectedEnd, at: 0), requestID: nil),
      Consequences(
        .malformed, repeats: (false, false), rows: ("stop", "stop"), polls: (false, true), exit: .failed,
        served: 502, "server_error", "api_error")
    ),
    (
      .brokenFrame(.wrongChecksum, requestID: nil),
      Consequences(
        .malformed, repeats: (false, false), rows: ("stop", "stop"), polls: (false, true), exit: .failed,
        served: 502, "server_error", "api_error")
    ),
    (
      .cutStream(requestID: nil),
      Consequences(
        .cutOff, repeats: (true, false), rows: ("again", "again"), polls: (true, true), exit: .unavailable,
        served: 502, "server_error", "api_error")
    ),
    (
      .brokenStream(Refusal(status: 200, errorCode: "INTERNAL_ERROR")),
      Consequences(
        .serverError, repeats: (false, false), rows: ("stop", "stop"), polls: (true, true), exit: .failed,
        served: 502, "server_error", "api_error")
    ),
  ]

  @Test(arguments: answers)
  func answersThatAreNoneHaveTheirsToo(_ failure: ModelsFailure, _ expected: Consequences) {
    #expect(Consequences(of: failure, waiting: failure) == expected)
  }

  private static let unreachable = Consequences(
    .unreachable, repeats: (true, true), rows: ("again", "again"), polls: (true, true), exit: .unavailable,
    served: 502, "server_error", "api_error")
  private static let cutOff = Consequences(
    .cutOff, repeats: (true, false), rows: ("again", "again"), polls: (true, true), exit: .unavailable,
    served: 502, "server_error", "api_error")
  private static let malformed = Consequences(
    .malformed, repeats: (false, false), rows: ("stop", "stop"), polls: (false, true), exit: .failed,
    served: 502, "server_error", "api_error")

  static let connections: [(HTTPFailure.Reason, before: Consequences, after: Consequences)] = [
    (.refused, unreachable, cutOff), (.unreachable, unreachable, cutOff), (.closed, unreachable, cutOff),
    (.other, unreachable, cutOff), (.malformed, malformed, malformed),
    (.tooLarge(limit: 1), malformed, malformed),
    (
      .timedOut,
      Consequences(
        .connectTimedOut, repeats: (true, true), rows: ("again", "again"), polls: (true, true),
        exit: .unavailable, served: 504, "server_error", "timeout_error"),
      Consequences(
        .timedOut, repeats: (false, false), rows: ("again", "again"), polls: (true, true),
        exit: .unavailable, served: 504, "server_error", "timeout_error")
    ),
  ]

  @Test(arguments: connections)
  func connectionsThatBreakHaveTheirsToo(
    _ reason: HTTPFailure.Reason, _ before: Consequences, _ after: Consequences
  ) {
    for stage in [HTTPFailure.Stage.name, .connection, .security] {
      #expect(Consequences(of: HTTPFailure(stage, reason)) == before, "\(stage)")
    }
    // A proxy that speaks as none should is a way that is not there.
    let proxied = reason == .malformed ? Self.unreachable : before
    #expect(Consequences(of: HTTPFailure(.proxy, reason)) == proxied)
    for stage in [HTTPFailure.Stage.request, .answer] {
      #expect(Consequences(of: HTTPFailure(stage, reason)) == after, "\(stage)")
    }
  }

  @Test(arguments: [
    (HTTPFailure.Reason.unknownHost, FailureClass.unknownHost),
    (.untrustedCertificate(.selfSigned), .untrustedCertificate),
  ])
  func anAddressThatIsWrongIsNotBetterInAMoment(_ reason: HTTPFailure.Reason, _ means: FailureClass) {
    let expected = Consequences(
      means, repeats: (false, false), rows: ("stop", "stop"), polls: (false, true), exit: .unavailable,
      served: 502, "server_error", "api_error")
    #expect(Consequences(of: HTTPFailure(.name, reason)) == expected)
  }

  /// A token endpoint that refuses is no service that refuses: nobody is signed in.
  @Test func theTokenEndpointSpeaksOfWhoeverAsks() {
    for status in 300...599 {
      let answer = UnexpectedAnswer(status: status)
      let failure = AuthorizationFailure.unexpectedAnswer(answer, domain: BaseURL(httpsHost: "acme.example"))
      let service = Self.expected(status, nil)
      let isRefusal = (400..<500).contains(status) && service.exit == .failed
      #expect(FailureReport(failure, hiding: Redaction()).exit == (isRefusal ? .notSignedIn : service.exit))
      #expect(Self.isRepeated(failure, isRepeatable: true) == service.repeats[0], "\(status)")
    }
  }

  @Test func theTokenEndpointsOwnWordsHaveTheirsToo() {
    let domain = BaseURL(httpsHost: "acme.example")
    let refusals = ["invalid_client", "rate_limit_exceeded", "invalid_grant"].map {
      AuthorizationFailure.refused(OAuthRefusal(error: $0, description: nil), domain: domain)
    }
    #expect(refusals.map(\.failureClass) == [.unauthorized, .quota, .unauthorized])
    #expect(
      refusals.map { FailureReport($0, hiding: Redaction()).exit }
        == [.notSignedIn, .rateLimited, .notSignedIn])
    #expect(refusals.map { BatchOutcome<Int>($0).word } == ["stop", "stop", "stop"])
    #expect(refusals.map { $0.failureClass.isWorthPolling(hasAnswered: true) } == [false, false, false])
    let others = [
      AuthorizationFailure.unexpectedAnswer(UnexpectedAnswer(status: 200), domain: domain),
      .unreachable(HTTPFailure(.answer, .timedOut), domain: domain), .opaqueToken, .unsafeDestination(domain),
      .secretCommandFailed(setting: "client-secret-command", status: "it ended with status 1"),
      .unknownInstance(named: nil),
    ]
    #expect(
      others.map(\.failureClass) == [
        .malformed, .timedOut, .unauthorized, .notSent, .unauthorized, .notSent,
      ])
    #expect(
      others.map { FailureReport($0, hiding: Redaction()).exit }
        == [.failed, .unavailable, .notSignedIn, .usage, .notSignedIn, .usage])
  }

  @Test func whatIsWrongWithATokenOfElsewhereOrOfTheBrowserIsARefusal() {
    let domain = BaseURL(httpsHost: "acme.example")
    let failures: [AuthorizationFailure] = [
      .rejectedToken(domain: domain, said: nil), .endedToken(Date(timeIntervalSince1970: 0)),
      .unscopedToken(scope: "api"), .foreignAnswer,
      .refused(OAuthRefusal(error: "access_denied", description: nil), domain: domain),
    ]
    for failure in failures {
      let report = FailureReport(failure, hiding: Redaction())
      #expect(report.exit == .notSignedIn, "\(failure)")
      #expect(report.hint != nil, "\(failure)")
      #expect(!Self.isRepeated(failure, isRepeatable: true), "\(failure)")
    }
    let ends = [
      FailureReport(CommandFailure.callbackPort(1717), hiding: Redaction()),
      FailureReport(CommandFailure.browserSessionOver(profile: "p"), hiding: Redaction()),
      FailureReport(CommandFailure.onlyKey(profile: "p"), hiding: Redaction()),
    ]
    #expect(ends.map(\.exit) == [.failed, .notSignedIn, .notSignedIn])
  }

  @Test func theManualNamesTheStatusesThatLeadToEachExitStatus() {
    #expect(Commands.ExitStatus.failed.serviceStatuses == "400, 404, 409, 413, 422, 451, 500")
    #expect(Commands.ExitStatus.notSignedIn.serviceStatuses == "401, 403")
    #expect(Commands.ExitStatus.rateLimited.serviceStatuses == "429")
    #expect(Commands.ExitStatus.unavailable.serviceStatuses == "408, 423, 425, 502, 503, 504")
    for exit in Commands.ExitStatus.allCases {
      let numbers = exit.meaning.split { !$0.isNumber }.compactMap { Int($0) }
      #expect(
        numbers.allSatisfy { FailureClass(status: $0).map { Commands.ExitStatus($0) } == exit },
        "\(exit.meaning)")
      #expect(exit.serviceStatuses.isEmpty || numbers.isEmpty || exit.meaning.contains(exit.serviceStatuses))
    }
  }
}

extension BatchOutcome {
  fileprivate var word: String {
    switch self {
    case .done: "done"
    case .slowDown: "slow down"
    case .again: "again"
    case .againOrSplit: "again or split"
    case .split: "split"
    case .stop: "stop"
    case .after(_, _, let outcome): outcome.word
    }
  }
}
