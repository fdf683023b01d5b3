import HTTPTypes
import OrgEmulator
import Testing

@Suite struct FaultTests {
  private let prompt = platformRequest("\(mini)/generations", #"{"prompt": "hello"}"#)

  private func statuses(_ count: Int, _ org: TestOrg) async throws -> [Int] {
    let token = try await org.signIn()
    var statuses: [Int] = []
    for _ in 0..<count { statuses.append(try await org.send(prompt, token: token).status) }
    return statuses
  }

  @Test(arguments: [
    ("503", Fault(status: .serviceUnavailable)),
    ("503:0.1", Fault(status: .serviceUnavailable, timing: .probability(0.1))),
    (
      "429:#1-3,7:after=2",
      Fault(status: .tooManyRequests, timing: .requests([1...3, 7...7]), retryAfter: .seconds(2))
    ),
    ("502", Fault(status: .badGateway, form: .html)),
    ("502:1:json", Fault(status: .badGateway, form: .json)),
    ("404:empty:0.5", Fault(status: .notFound, timing: .probability(0.5), form: .empty)),
  ])
  func readsFaults(_ text: String, as expected: Fault) throws {
    #expect(try Fault(parsing: text) == expected)
  }

  @Test(arguments: [
    ("", FaultSyntaxError.Reason.status), ("200:0.1", .status), ("x", .status), ("503:2", .probability),
    ("503:-0.1", .probability), ("503:nan", .probability), ("503:#0", .requests), ("503:#3-1", .requests),
    ("503:#", .requests), ("503:#1-2-3", .requests), ("503:after=x", .pause), ("503:after=-1", .pause),
    ("503:often", .unknownPart("often")), ("503:", .unknownPart("")),
  ])
  func refusesWhatIsNoFault(_ text: String, _ reason: FaultSyntaxError.Reason) {
    let error = #expect(throws: FaultSyntaxError.self) { try Fault(parsing: text) }
    #expect(error?.reason == reason)
    #expect(error?.text == text)
  }

  @Test func strikesTheRequestsThatAreNamed() async throws {
    let org = TestOrg { $0.faults = [Fault(status: .serviceUnavailable, timing: .requests([2...3, 5...5]))] }
    #expect(try await statuses(6, org) == [200, 503, 503, 200, 503, 200])
  }

  @Test func theSameSeedGivesTheSameSequence() async throws {
    let faults = [try Fault(parsing: "503:0.5")]
    let first = try await statuses(40, TestOrg { $0.faults = faults })
    #expect(try await statuses(40, TestOrg { $0.faults = faults }) == first)
    #expect(try await statuses(40, TestOrg { ($0.faults, $0.seed) = (faults, 2) }) != first)
    #expect((10...30).contains(first.count { $0 == 503 }))
  }

  @Test func oneMoreFaultLeavesTheOthersAsTheyWere() async throws {
    let one = try await statuses(
      40, TestOrg { $0.faults = [Fault(status: .init(code: 423), timing: .probability(0.3))] })
    let two = try await statuses(
      40,
      TestOrg {
        $0.faults = [
          Fault(status: .init(code: 423), timing: .probability(0.3)),
          Fault(status: .badGateway, timing: .probability(0.3)),
        ]
      })
    #expect(two.map { $0 == 423 } == one.map { $0 == 423 })
    #expect(two.contains(502))
  }

  private static func body(_ code: String, _ message: String) -> String {
    #"{"errorCode":"\#(code)","messageCode":"E00001","message":"\#(message)"}"#
  }

  private static let page = """
    <html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>

    """

  private static let documented: [(fault: String, answer: String)] = [
    ("400", "400 " + body("REQUIRED_FIELD_MISSING", "Field is required")),
    ("401", "401 " + body("INVALID_AUTH", "Access bearer token is missing or invalid")),
    ("403", "403 " + body("NOT_FOUND", "User forbidden from accessing the resource")),
    ("404", "404 " + body("NOT_FOUND", "Resource not found")),
    ("404:empty", "404 "),
    ("423", "423 " + body("NOT_FOUND", "Server is busy and cannot process the request at this time")),
    ("429", "429 " + body("LIMIT_EXCEEDED", "Too many requests for the server to handle")),
    ("500", "500 " + body("INTERNAL_ERROR", "Internal server error")),
    ("503", "503 " + body("INTERNAL_ERROR", "Service is unavailable")),
    ("502:json", "502 " + body("INTERNAL_ERROR", "Something went wrong")),
    ("502", "502 " + page),
  ]

  @Test(arguments: documented)
  func speaksAsTheDocumentsDo(_ fault: String, _ expected: String) async throws {
    let parsed = try Fault(parsing: fault)
    let answer = try await TestOrg { $0.faults = [parsed] }.send(prompt)
    #expect(answer.summary == expected)
    #expect(answer.header("x-request-id") != nil)
    #expect(answer.header("retry-after") == nil)
  }

  @Test func saysWhenToComeBack() async throws {
    let org = TestOrg { $0.faults = [Fault(status: .tooManyRequests, retryAfter: .milliseconds(1500))] }
    #expect(try await org.send(prompt).header("retry-after") == "2")
  }

  @Test func faultsDoNotStrikeTheTokenEndpoint() async throws {
    #expect(try await TestOrg { $0.faults = [Fault(status: .badGateway)] }.signIn().hasPrefix("ey"))
  }

  @Test func thePromptCanAskForAStatus() async throws {
    let org = TestOrg()
    let token = try await org.signIn()
    let always = platformRequest("\(mini)/generations", #"{"prompt": "[[status: 503]]"}"#)
    let once = platformRequest("\(mini)/generations", #"{"prompt": "[[status: 429 once]] [[reply: done]]"}"#)
    var statuses: [Int] = []
    for raw in [always, always, once, once, once] {
      statuses.append(try await org.send(raw, token: token).status)
    }
    #expect(statuses == [503, 503, 429, 200, 200])
  }

  @Test func aTextAmongManyCanAskForAStatus() async throws {
    let org = TestOrg()
    let request = platformRequest("\(ada)/embeddings", #"{"input": ["good", "[[status: 400]]"]}"#)
    #expect(try await org.send(request, token: org.signIn()).status == 400)
  }

  @Test func theRateLimitCountsMinutesAndEndpoints() async throws {
    let org = TestOrg { $0.rateLimit = 2 }
    #expect(try await statuses(3, org) == [200, 200, 429])
    org.advance(10.5)
    let refused = try await org.send(prompt, token: org.signIn())
    #expect(refused.header("retry-after") == "50")
    let other = platformRequest("\(ada)/embeddings", #"{"input": ["x"]}"#)
    #expect(try await org.send(other, token: org.signIn()).status == 200)
    org.advance(49.5)
    #expect(try await statuses(3, org) == [200, 200, 429])
  }

  @Test func everyAnswerTakesTheLatency() async throws {
    let org = TestOrg { $0.latency = .milliseconds(250) }
    _ = try await statuses(1, org)
    #expect(org.paused == [.milliseconds(250), .milliseconds(250)])
  }
}
