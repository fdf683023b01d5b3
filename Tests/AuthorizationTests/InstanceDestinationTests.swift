import Authorization
import Testing
import Wire

/// Where a token may go that opens the org's own host.
struct InstanceDestinationTests {
  private static func token(_ instance: String?) -> AccessToken {
    AccessToken(webToken(payload: "{}"), received: start, instanceURL: instance)
  }

  private static func base(_ named: [String], _ instance: String?) throws -> String {
    let hosts = try named.map { try #require(BaseURL($0)) }
    return try InstanceDestination(named: hosts).base(for: token(instance)).description
  }

  @Test(
    arguments: [
      ([], "https://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
      ([], "https://acme.my.salesforce.com/x/", "https://acme.my.salesforce.com"),
      (["https://acme.example"], "https://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
      // The user's own pretended org names itself.
      (["http://127.0.0.1:8"], "http://127.0.0.1:8", "http://127.0.0.1:8"),
      (["https://acme.example/path", "https://b.example"], "https://b.example", "https://b.example"),
      // What may not get a token counts for nothing.
      (["https://acme.example"], nil, "https://acme.example"),
      (["https://acme.example"], "https://evil.example", "https://acme.example"),
      (["https://acme.example"], "http://acme.my.salesforce.com", "https://acme.example"),
      (["https://acme.example"], "https://acme.my.salesforce.com.evil.example", "https://acme.example"),
      (["https://acme.example"], "https://acme.my.salesforce.com@evil.example", "https://acme.example"),
      (["http://127.0.0.1:8"], "http://127.0.0.1:9", "http://127.0.0.1:8"),
      (["http://acme.example", "https://b.example/x"], nil, "https://b.example"),
    ] as [([String], String?, String)])
  func isTheOrgsInstanceElseWhatTheUserNamed(_ named: [String], _ instance: String?, _ base: String) throws {
    #expect(try Self.base(named, instance) == base)
  }

  @Test(
    arguments: [
      ([], nil), ([], "https://evil.example"), ([], "http://127.0.0.1:8"),
      (["http://acme.example"], "http://acme.example"),
    ] as [([String], String?)])
  func withoutAnySuchHostNothingIsSent(_ named: [String], _ instance: String?) {
    #expect(throws: AuthorizationFailure.unknownInstance(named: instance)) { try Self.base(named, instance) }
  }

  /// The issuer of a token is the org.
  @Test func aTokenThatSomebodyHandedOverNamesItsOrg() throws {
    let text = webToken(payload: #"{"iss":"https://acme.my.salesforce.com"}"#)
    let base = try InstanceDestination(named: []).base(for: AccessToken(text, received: start))
    #expect(base.description == "https://acme.my.salesforce.com")
  }
}
