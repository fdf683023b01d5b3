import OrgEmulator
import Testing
import Wire

@Suite struct BatchJobTests {
  private let org = TestOrg()

  private func submit(_ uri: String, in org: TestOrg? = nil) async throws -> Answer {
    try await (org ?? self.org).send(
      gatewayRequest(
        "/batch/embeddings",
        """
        {"model": "sfdc_ai__DefaultOpenAITextEmbeddingAda_002", "enable_pii_masking": false, "parameters": {},
         "data_source": {"type": "s3", "uri": "\(uri)", "format": "jsonl", "options": {"region": "x"}}}
        """), token: (org ?? self.org).signIn())
  }

  private func status(_ id: String, in org: TestOrg) async throws -> String {
    let request = gatewayRequest("/batch/\(id)", "").replacing("POST", with: "GET")
    return try await org.send(request, token: org.signIn()).summary.replacing(id, with: "ID")
  }

  private func id(_ answer: Answer) throws -> String { try answer.json["jobId"]?.string ?? "" }

  @Test func aJobIsAccepted() async throws {
    let answer = try await submit("s3://bucket/texts.jsonl")
    #expect(
      answer.summary == """
        202 {"jobId":"0199c82c-c000-8008-8002-dfc98f5c6ab2","status":"ACCEPTED","startTime":"2025-10-09T08:53:20Z"}
        """)
    #expect(await org.ignoredFields == [:])
  }

  private static let start = #""startTime":"2025-10-09T08:53:20Z""#

  @Test(arguments: [
    ("s3://bucket/good", 0.0, #"200 {"jobId":"ID","status":"ACCEPTED",\#(start)}"#),
    ("s3://bucket/good", 2.0, #"200 {"jobId":"ID","status":"RUNNING",\#(start)}"#),
    (
      "s3://bucket/good", 8.0,
      #"200 {"jobId":"ID","status":"SUCCEEDED",\#(start),"endTime":"2025-10-09T08:53:28Z"}"#
    ),
    ("s3://bucket/fail", 7.0, #"200 {"jobId":"ID","status":"RUNNING",\#(start)}"#),
    (
      "s3://bucket/fail", 100.0,
      #"200 {"jobId":"ID","status":"FAILED",\#(start),"endTime":"2025-10-09T08:53:28Z","error":"The data source could not be read: access denied."}"#
    ),
  ])
  func aJobProgressesByTheClock(_ uri: String, _ seconds: Double, _ expected: String) async throws {
    let id = try id(await submit(uri))
    org.advance(seconds)
    #expect(try await status(id, in: org) == expected)
  }

  @Test func anotherProcessKnowsTheJob() async throws {
    let id = try id(await submit("x", in: TestOrg { $0.batchDuration = .seconds(60) }))
    let other = TestOrg { $0.seed = 5 }
    other.advance(30)
    #expect(try await status(id, in: other).contains("RUNNING"))
  }

  @Test func twoJobsOfOneInstantDiffer() async throws {
    #expect(try id(await submit("x")) != id(await submit("x")))
  }

  @Test(arguments: [
    "unknown", "0199c82c-c000-8008-8002-000000000000", "0199C82C-C000-8008-8002-DFC98F5C6AB2", "----",
  ])
  func noOtherIDIsKnown(_ id: String) async throws {
    #expect(try await status(id, in: org).hasPrefix("404 "))
  }
}
