import FoundationEssentials
import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import QueryAPI

/// Requests and answers of the query APIs as they stand on the wire.
struct QueryClientTests {
  private func client(_ service: ScriptedService, retries: Int = 0) -> QueryClient {
    QueryClient(
      service, version: "v66.0", retrying: RetryLoop(RetryPolicy(retries: retries)) { _ in },
      now: { Date(timeIntervalSince1970: 1_760_000_000) })
  }

  @Test func aQueryIsAskedAndItsPagesFollow() async throws {
    let service = ScriptedService(
      """
      HTTP/1.1 200 OK
      Content-Type: application/json

      {"totalSize": 3, "done": false, "nextRecordsUrl": "/services/data/v66.0/query/01gD0000002HU6KIAW-2",
       "records": [{"attributes": {"type": "Case", "url": "/x"}, "Id": "5001", "IsClosed": true, "Amount": 1.50,
         "Account": {"attributes": {"type": "Account"}, "Name": "Acme"}},
        {"attributes": {"type": "Case"}, "Id": "5002", "IsClosed": false, "Amount": null, "Account": null}]}
      """,
      """
      HTTP/1.1 200 OK
      Content-Type: application/json

      {"totalSize": 3, "done": true, "records": [{"attributes": {"type": "Case"}, "Id": "5003", "Account": null}]}
      """)
    let query = QueryText("SELECT id, Account.Name, IsClosed, Amount FROM Case WHERE Subject = 'a+b & ü'")
    let first = try await client(service).firstPage(query)
    #expect(first.totalSize == 3)
    #expect(
      try first.rows(query.columns) == [
        ["id": "5001", "Account.Name": "Acme", "IsClosed": "true", "Amount": "1.50"],
        ["id": "5002", "Account.Name": "", "IsClosed": "false", "Amount": ""],
      ])
    let second = try await client(service).page(at: try #require(first.next))
    #expect(second.next == nil)
    #expect(
      service.requests == [
        """
        GET /services/data/v66.0/query?q=SELECT+id%2C+Account.Name%2C+IsClosed%2C+Amount+FROM+Case+WHERE+Subject+%3D+%27a%2Bb+%26+%C3%BC%27
        Accept: application/json


        """,
        """
        GET /services/data/v66.0/query/01gD0000002HU6KIAW-2
        Accept: application/json


        """,
      ])
  }

  @Test func whatTheQueryDoesNotNameComesAsTheOrgNamesIt() async throws {
    let service = ScriptedService(
      .json(
        #"{"totalSize":1,"done":true,"records":[{"attributes":{},"Id":"1","Address":{"city":"B"},"Owner":{"attributes":{},"Name":"N"},"Contacts":{"totalSize":1,"done":true,"records":[{"attributes":{},"Id":"3"}]}}]}"#
      ))
    let page = try await client(service).firstPage(QueryText("SELECT FIELDS(ALL) FROM Account LIMIT 1"))
    #expect(
      try page.rows(nil) == [
        ["Id": "1", "Address": #"{"city":"B"}"#, "Owner.Name": "N", "Contacts": #"[{"Id":"3"}]"#]
      ])
  }

  @Test func childrenThatAreNotAllThereAreNoRow() async throws {
    let service = ScriptedService(
      .json(
        #"{"totalSize":1,"done":true,"records":[{"Contacts":{"totalSize":900,"done":false,"records":[]}}]}"#))
    let query = QueryText("SELECT (SELECT Id FROM Contacts) FROM Account")
    let page = try await client(service).firstPage(query)
    #expect(throws: QueryFailure.childrenCutOff("Contacts")) { try page.rows(query.columns) }
  }

  @Test func aJobIsCreatedAskedForFetchedAndDeleted() async throws {
    let service = ScriptedService(
      """
      HTTP/1.1 200 OK
      Content-Type: application/json

      {"id": "750R0000000zlh9IAA", "operation": "query", "object": "Case", "state": "UploadComplete"}
      """,
      """
      HTTP/1.1 200 OK
      Content-Type: application/json

      {"id": "750R0000000zlh9IAA", "state": "JobComplete", "numberRecordsProcessed": 4}
      """,
      """
      HTTP/1.1 200 OK
      Content-Type: text/csv
      Sforce-NumberOfRecords: 2
      Sforce-Locator: MTAwMDA

      "Id","Subject"
      "5001","a ""b""
      c"
      """,
      """
      HTTP/1.1 200 OK
      Content-Type: text/csv
      Sforce-NumberOfRecords: 2
      Sforce-Locator: null

      "5003","d"
      """,
      """
      HTTP/1.1 204 No Content


      """)
    let client = client(service)
    let job = try await client.createJob(QueryText("SELECT Id, Subject FROM Case"))
    #expect(job.state == .waiting)
    #expect(try await client.job(job.id).records == 4)
    let first = try await client.results(of: job.id, from: nil, most: 2)
    #expect(first.next == "MTAwMDA" && first.records == 2)
    let second = try await client.results(of: job.id, from: "MT+w=", most: 2)
    #expect(second.next == nil)
    try await client.delete(job.id)
    #expect(
      service.requests == [
        """
        POST /services/data/v66.0/jobs/query
        Accept: application/json
        Content-Type: application/json

        {"operation":"query","query":"SELECT Id, Subject FROM Case"}
        """,
        """
        GET /services/data/v66.0/jobs/query/750R0000000zlh9IAA
        Accept: application/json


        """,
        """
        GET /services/data/v66.0/jobs/query/750R0000000zlh9IAA/results?maxRecords=2
        Accept: text/csv
        Accept-Encoding: gzip


        """,
        """
        GET /services/data/v66.0/jobs/query/750R0000000zlh9IAA/results?maxRecords=2&locator=MT%2Bw%3D
        Accept: text/csv
        Accept-Encoding: gzip


        """,
        """
        DELETE /services/data/v66.0/jobs/query/750R0000000zlh9IAA
        Accept: application/json


        """,
      ])
  }

  private static let described = #"{"name":"Case","fields":[{"name":"Subject","type":"string"}]}"#
  private static func refusal(_ code: String, _ message: String) -> String {
    #"[{"message":"\#(message)","errorCode":"\#(code)"}]"#
  }

  @Test(arguments: [
    (
      400, refusal("INVALID_FIELD", "No such column 'Subjct' on entity 'Case'. If"), described,
      "unknownField Subjct of Case: Subject"
    ),
    (
      400, refusal("INVALID_FIELD", "Didn't understand relationship 'Acount' in field path."), described,
      "unknownField Acount of Case: Subject"
    ),
    (
      400, refusal("INVALID_TYPE", "sObject type 'Foo' is not supported."),
      #"{"sobjects":[{"name":"Case"}]}"#,
      "unknownObject Foo: Case"
    ),
    (400, refusal("MALFORMED_QUERY", "unexpected token: 'x'"), nil, "refused 400 MALFORMED_QUERY rejected"),
    (401, refusal("INVALID_SESSION_ID", "expired"), nil, "refused 401 INVALID_SESSION_ID unauthorized"),
    (403, refusal("REQUEST_LIMIT_EXCEEDED", "all"), nil, "refused 403 REQUEST_LIMIT_EXCEEDED quota"),
    (403, refusal("API_DISABLED_FOR_ORG", "off"), nil, "refused 403 API_DISABLED_FOR_ORG forbidden"),
    (500, "<html>", nil, "refused 500 - internalError"),
    (503, #"{"errorCode":"X","message":"m"}"#, nil, "refused 503 X unavailable"),
    (302, "", nil, "redirected 302"), (200, "<html>", nil, "notJSON"), (200, "{}", nil, "no totalSize"),
    (200, #"{"totalSize":1}"#, nil, "no records"),
    (200, #"{"totalSize":1,"done":false,"records":[]}"#, nil, "no nextRecordsUrl"),
    (
      200, #"{"totalSize":1,"done":false,"records":[],"nextRecordsUrl":"https://evil.example/"}"#, nil,
      "no nextRecordsUrl"
    ),
  ])
  func whatTheOrgRefusesIsAFact(
    _ status: Int, _ body: String, _ second: String?, _ expected: String
  ) async throws {
    let service = ScriptedService([.answer(status: status, body)] + (second.map { [.json($0)] } ?? []))
    do {
      _ = try await client(service).firstPage(QueryText("SELECT Id FROM Case"))
      Issue.record("no failure")
    } catch let failure as QueryFailure {
      #expect(Self.words(failure) == expected)
    }
  }

  private static func words(_ failure: QueryFailure) -> String {
    switch failure {
    case .refused(let refusal):
      "refused \(refusal.status ?? 0) \(refusal.code ?? "-") \(refusal.failureClass)"
    case .unknownField(let name, let object, let known, _):
      "unknownField \(name) of \(object): \(known.joined())"
    case .unknownObject(let name, let known, _): "unknownObject \(name): \(known.joined())"
    case .redirected(let status, _): "redirected \(status)"
    case .notJSON: "notJSON"
    case .otherShape(let missing): "no \(missing)"
    case .impossibleInBulk, .jobFailed, .jobAborted, .jobExpired, .cursorExpired, .childrenCutOff,
      .tooLarge, .unpackable:
      "\(failure)"
    }
  }

  @Test func aJobThatIsGoneIsExpired() async throws {
    let id = BulkQueryJob.ID("750")
    let gone = ScriptedService.Reply.answer(status: 404, #"[{"errorCode":"NOT_FOUND","message":"m"}]"#)
    let client = client(ScriptedService([gone, gone]))
    await #expect(throws: QueryFailure.jobExpired(id)) { _ = try await client.job(id) }
    await #expect(throws: QueryFailure.jobExpired(id)) {
      _ = try await client.results(of: id, from: nil, most: 1)
    }
  }

  @Test(arguments: [(400, "INVALID_QUERY_LOCATOR", 0), (404, "NOT_FOUND", 0), (404, "NOT_FOUND", 1)])
  func aCursorThatIsGoneIsExpired(_ status: Int, _ code: String, _ failures: Int) async throws {
    let gone = ScriptedService.Reply.answer(status: status, #"[{"errorCode":"\#(code)","message":"m"}]"#)
    let busy = [ScriptedService.Reply](repeating: .answer(status: 503, "{}"), count: failures)
    await #expect(throws: QueryFailure.cursorExpired) {
      _ = try await client(ScriptedService(busy + [gone]), retries: 2).page(at: "/services/data/x")
    }
  }

  @Test(arguments: [0, 1])
  func whatIsTooLargeIsAFactAfterOtherAttemptsToo(_ failures: Int) async throws {
    let busy = [ScriptedService.Reply](repeating: .answer(status: 503, "{}"), count: failures)
    let client = client(ScriptedService(busy + [.endless]), retries: 2)
    await #expect(throws: QueryFailure.tooLarge(records: 7, limit: QueryClient.longestAnswer)) {
      _ = try await client.results(of: BulkQueryJob.ID("750"), from: nil, most: 7)
    }
  }

  private static let descriptions = [
    "Contact": """
    {"name":"Contact","fields":[{"name":"MailingAddress","type":"address"},{"name":"Name","type":"string"},
      {"name":"AccountId","type":"reference","relationshipName":"Account","referenceTo":["Account"]},
      {"name":"OwnerId","type":"reference","relationshipName":"Owner","referenceTo":["Group","User"]}]}
    """,
    "Account": """
    {"name":"Account","fields":[{"name":"BillingAddress","type":"address"},{"name":"Place__c","type":"location"},
      {"name":"Name","type":"string"},
      {"name":"ParentId","type":"reference","relationshipName":"Parent","referenceTo":["Account"]}]}
    """,
    "User": #"{"name":"User","fields":[{"name":"Address","type":"address"}]}"#,
  ]

  /// With the objects that are described, in the order in which they are asked for.
  @Test(arguments: [
    ("Name, MailingAddress", ["MailingAddress"], ["Contact"]),
    ("Account.Name, account.billingaddress", ["account.billingaddress"], ["Contact", "Account"]),
    ("Account.Parent.Place__c, Account.Name", ["Account.Parent.Place__c"], ["Contact", "Account"]),
    (
      "Contact.MailingAddress, c.Account.BillingAddress",
      ["Contact.MailingAddress", "c.Account.BillingAddress"],
      ["Contact", "Account"]
    ),
    ("Owner.Address", ["Owner.Address"], ["Contact", "-", "User"]), ("Name, Nope.Address", [], ["Contact"]),
  ])
  func compoundFieldsAreFoundInParentsToo(
    _ fields: String, _ compound: [String], _ asked: [String]
  ) async throws {
    let service = ScriptedService(
      asked.map { object in
        Self.descriptions[object].map { .json($0) }
          ?? .answer(status: 404, #"[{"errorCode":"NOT_FOUND","message":"m"}]"#)
      })
    let found = try await client(service).compoundFields(of: QueryText("SELECT \(fields) FROM Contact c"))
    #expect(found == compound.map { .compound($0) })
    #expect(service.paths.count == asked.count)
  }

  @Test func aJobIsNotCreatedTwiceWhereTheFirstMayHaveArrived() async throws {
    let service = ScriptedService(.failure(HTTPFailure(.answer, .closed)))
    await #expect(throws: HTTPFailure.self) {
      _ = try await client(service, retries: 3).createJob(QueryText("SELECT Id FROM Case"))
    }
    #expect(service.requests.count == 1)
  }
}
