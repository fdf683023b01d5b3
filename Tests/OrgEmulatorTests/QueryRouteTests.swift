import FoundationEssentials
import OrgEmulator
import Testing
import Wire

/// The query APIs as they stand on the wire: pages and cursors, query jobs and their results, and what is refused.
struct QueryRouteTests {
  private let org = TestOrg { $0.recordCount = 4500 }

  private func get(_ path: String, _ headers: String = "") -> String {
    """
    GET /services/data/v66.0\(path)
    Host: acme.my.salesforce.com
    Authorization: Bearer TOKEN
    \(headers)

    """
  }

  private func create(_ query: String, _ more: String = "") -> String {
    """
    POST /services/data/v66.0/jobs/query
    Host: acme.my.salesforce.com
    Authorization: Bearer TOKEN
    Content-Type: application/json

    {"operation": "query", "query": "\(query)"\(more)}
    """
  }

  @Test func aPageSaysWhereTheNextIs() async throws {
    let token = try await org.signIn()
    let first = try await org.send(get("/query?q=SELECT+Id+FROM+Case"), token: token).json
    #expect(first["totalSize"] == 4500 && first["done"] == false)
    #expect(first["records"]?.array?.count == 2000)
    let next = try #require(first["nextRecordsUrl"]?.string)
    #expect(next.hasPrefix("/services/data/v66.0/query/01g") && next.hasSuffix("-2000"))
    let path = String(next.dropFirst("/services/data/v66.0".count))
    let second = try await org.send(get(path), token: token).json
    #expect(second["records"]?.array?.count == 2000)
    let last = try await org.send(get(path.replacing("-2000", with: "-4000")), token: token).json
    #expect(last["records"]?.array?.count == 500 && last["done"] == true && last["nextRecordsUrl"] == nil)
  }

  @Test(arguments: [("=", nil), ("%21%3D", "Account")])
  func aRecordHasItsParentsAsObjects(_ comparator: String, _ type: String?) async throws {
    let token = try await org.signIn()
    let answer = try await org.send(
      get("/query?q=SELECT+Id,Account.Name,ClosedDate+FROM+Case+WHERE+Account.Name\(comparator)null+LIMIT+1"),
      token: token)
    #expect(
      answer.body.hasPrefix(
        #"{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Case","url":"/services/data/v66.0/sobjects/Case/500"#
      ))
    let record = try #require(try answer.json["records"]?.array?.first?.object)
    #expect(record.members.map(\.name) == ["attributes", "Id", "Account", "ClosedDate"])
    guard let type else { return #expect(record["Account"] == .null) }
    let parent = try #require(record["Account"]?.object)
    #expect(parent.members.map(\.name) == ["attributes", "Name"])
    #expect(parent["attributes"]?["type"] == .string(type) && parent["Name"]?.string?.isEmpty == false)
    #expect(
      parent["attributes"]?["url"]?.string?.hasPrefix("/services/data/v66.0/sobjects/Account/001") == true)
  }

  @Test func aPageMayBeSmallerWhereThatIsWished() async throws {
    let token = try await org.signIn()
    let page = try await org.send(
      get("/query?q=SELECT+Id+FROM+Case", "Sforce-Query-Options: batchSize=300\n"), token: token)
    #expect(try page.json["records"]?.array?.count == 300)
  }

  @Test func cursorsEndAfterTwoDaysAndWhenThereAreTooMany() async throws {
    let token = try await org.signIn()
    let first = try await org.send(get("/query?q=SELECT+Id+FROM+Case"), token: token).json
    let path = String(try #require(first["nextRecordsUrl"]?.string).dropFirst("/services/data/v66.0".count))
    for _ in 0..<10 { _ = try await org.send(get("/query?q=SELECT+Id+FROM+Case"), token: token) }
    let gone = #"400 [{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]"#
    #expect(try await org.send(get(path), token: token).summary == gone)
    let other = try await org.send(get("/query?q=SELECT+Id+FROM+Case"), token: token).json
    let kept = String(try #require(other["nextRecordsUrl"]?.string).dropFirst("/services/data/v66.0".count))
    org.advance(2 * 24 * 3600)
    let fresh = try await org.signIn()
    #expect(try await org.send(get(kept), token: fresh).summary == gone)
  }

  @Test func aJobGoesItsWayAndItsResultsComeInSets() async throws {
    let token = try await org.signIn()
    let created = try await org.send(create("SELECT Id, Account.Name FROM Case LIMIT 3"), token: token).json
    let id = try #require(created["id"]?.string)
    #expect(id.hasPrefix("750") && created["state"] == "UploadComplete" && created["contentType"] == "CSV")
    let early = try await org.send(get("/jobs/query/\(id)/results"), token: token)
    #expect(early.status == 400)
    org.advance(1)
    #expect(try await org.send(get("/jobs/query/\(id)"), token: token).json["state"] == "InProgress")
    org.advance(1)
    let done = try await org.send(get("/jobs/query/\(id)"), token: token).json
    #expect(done["state"] == "JobComplete" && done["numberRecordsProcessed"] == 3)
    let first = try await org.send(get("/jobs/query/\(id)/results?maxRecords=2"), token: token)
    #expect(first.header("Sforce-NumberOfRecords") == "2" && first.header("Sforce-Locator") == "Mg==")
    #expect(first.body.hasPrefix("\"Id\",\"Account.Name\"\n\"500gK0000000000QAA\","))
    let second = try await org.send(
      get("/jobs/query/\(id)/results?maxRecords=2&locator=Mg%3D%3D"), token: token)
    #expect(second.header("Sforce-NumberOfRecords") == "1" && second.header("Sforce-Locator") == "null")
    let delete = get("/jobs/query/\(id)").replacing("GET", with: "DELETE")
    #expect(try await org.send(delete, token: token).status == 204)
    #expect(try await org.send(get("/jobs/query/\(id)"), token: token).status == 404)
  }

  @Test func upToFivePagesMayBeFetchedAtOnce() async throws {
    let org = TestOrg { $0.recordCount = 60_001 }
    let token = try await org.signIn()
    let created = try await org.send(create("SELECT Id FROM Case"), token: token).json
    let id = try #require(created["id"]?.string)
    org.advance(2)
    let pages = try await org.send(get("/jobs/query/\(id)/resultPages"), token: token).json
    #expect(pages["resultPages"]?.array?.count == 5 && pages["done"] == false)
    let next = String(try #require(pages["nextRecordUrl"]?.string).dropFirst("/services/data/v66.0".count))
    let rest = try await org.send(get(next), token: token).json
    #expect(rest["resultPages"]?.array?.count == 2 && rest["done"] == true)
  }

  @Test(arguments: ["results", "resultPages"], ["9223372036854775807", "60001", "-1", "x"])
  func aLocatorOfNoRecordIsRefused(_ resource: String, _ place: String) async throws {
    let org = TestOrg { $0.recordCount = 60_001 }
    let token = try await org.signIn()
    let id = try #require(try await org.send(create("SELECT Id FROM Case"), token: token).json["id"]?.string)
    org.advance(2)
    let locator = Data(place.utf8).base64EncodedString().replacing("=", with: "%3D")
    let answer = try await org.send(get("/jobs/query/\(id)/\(resource)?locator=\(locator)"), token: token)
    #expect(
      answer.summary == #"400 [{"message":"The locator is not valid","errorCode":"INVALID_LOCATOR"}]"#)
  }

  @Test(arguments: [
    ("SELECT COUNT() FROM Case", "Aggregate Relationship not supported in Bulk Query"),
    ("SELECT Id FROM Case OFFSET 1", "OFFSET not supported in Bulk Query"),
    ("SELECT FIELDS(ALL) FROM Case LIMIT 2", "FIELDS function not supported in Bulk Query"),
    ("SELECT BillingAddress FROM Account", "Selecting compound data not supported in Bulk Query"),
    ("SELECT Id FROM Foo", "sObject type 'Foo' is not supported"),
  ])
  func aJobIsNotMadeForWhatTheEngineCannotDo(_ query: String, _ words: String) async throws {
    let token = try await org.signIn()
    let answer = try await org.send(create(query), token: token)
    #expect(answer.status == 400 && answer.body.contains(words), "\(answer.summary)")
  }

  @Test func aNameThatNobodyKnowsMakesTheJobFail() async throws {
    let token = try await org.signIn()
    let created = try await org.send(create("SELECT Foo FROM Case"), token: token).json
    org.advance(2)
    let job = try await org.send(get("/jobs/query/\(try #require(created["id"]?.string))"), token: token).json
    #expect(job["state"] == "Failed")
    #expect(job["errorMessage"]?.string?.hasPrefix("INVALID_FIELD: ") == true)
  }

  @Test func aJobCanBeEndedAndIsKeptForSevenDays() async throws {
    let token = try await org.signIn()
    let id = try #require(try await org.send(create("SELECT Id FROM Case"), token: token).json["id"]?.string)
    let abort = """
      PATCH /services/data/v66.0/jobs/query/\(id)
      Host: acme.my.salesforce.com
      Authorization: Bearer TOKEN
      Content-Type: application/json

      {"state": "Aborted"}
      """
    #expect(try await org.send(abort, token: token).json["state"] == "Aborted")
    #expect(try await org.send(abort, token: token).status == 400)
    org.advance(7 * 24 * 3600)
    #expect(try await org.send(get("/jobs/query/\(id)"), token: org.signIn()).status == 404)
  }

  @Test(arguments: [
    ("no-api-scope", 401, "INVALID_SESSION_ID"), ("no-api-permission", 403, "API_DISABLED_FOR_ORG"),
    ("no-api-requests", 403, "REQUEST_LIMIT_EXCEEDED"),
  ])
  func aTokenThatOpensNoRecordsIsRefused(_ client: String, _ status: Int, _ code: String) async throws {
    let answer = try await org.send(get("/query?q=SELECT+Id+FROM+Case"), token: org.signIn(client))
    #expect(answer.status == status)
    #expect(try answer.json.array?.first?["errorCode"]?.string == code)
  }

  @Test func anObjectIsDescribed() async throws {
    let token = try await org.signIn()
    let fields =
      try await org.send(get("/sobjects/account/describe"), token: token).json["fields"]?.array ?? []
    #expect(fields.contains { $0["name"] == "BillingAddress" && $0["type"] == "address" })
    #expect(try await org.send(get("/sobjects/Foo/describe"), token: token).status == 404)
    let all = try await org.send(get("/sobjects"), token: token).json["sobjects"]?.array
    #expect(all?.compactMap { $0["name"]?.string } == ["Account", "Case", "Knowledge__kav"])
  }
}
