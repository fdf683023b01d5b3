import Authorization
import Testing
import Wire

/// Where a token may go.
struct DestinationTests {
  private static func token(_ host: String?) -> AccessToken {
    AccessToken(webToken(payload: "{}"), received: start, apiInstanceURL: host)
  }

  @Test(
    arguments: [
      (nil, nil, "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "https://test.api.salesforce.com", "https://test.api.salesforce.com/einstein/platform/v1"),
      (nil, "https://api.salesforce.com:8443/x/y/", "https://api.salesforce.com:8443/einstein/platform/v1"),
      (nil, "HTTPS://API.GOV.SALESFORCE.COM", "https://api.gov.salesforce.com/einstein/platform/v1"),
      // What an org names counts only where it is Salesforce's, over https.
      (nil, "http://api.salesforce.com", "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "https://evil.example", "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "https://evilsalesforce.com", "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "https://api.salesforce.com.evil.example", "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "https://api.salesforce.com@evil.example", "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "http://127.0.0.1:1", "https://api.salesforce.com/einstein/platform/v1"),
      (nil, "", "https://api.salesforce.com/einstein/platform/v1"),
      // What the user named counts always.
      (
        "https://gateway.example", "https://test.api.salesforce.com",
        "https://gateway.example/einstein/platform/v1"
      ),
      ("https://gateway.example/", nil, "https://gateway.example/einstein/platform/v1"),
      ("https://gateway.example/v2/", nil, "https://gateway.example/v2"),
      ("http://127.0.0.1:8080", nil, "http://127.0.0.1:8080/einstein/platform/v1"),
      ("http://localhost/x", nil, "http://localhost/x"),
      ("http://[::1]:9", nil, "http://[::1]:9/einstein/platform/v1"),
    ] as [(String?, String?, String)])
  func isTheNamedHostElseTheOrgsElseTheDocumented(_ named: String?, _ org: String?, _ base: String) throws {
    let destination = Destination(
      named: try named.map { try #require(BaseURL($0)) }, ownPath: "/einstein/platform/v1")
    #expect(try destination.base(for: Self.token(org)).description == base)
  }

  @Test(arguments: [
    "http://gateway.example", "http://api.salesforce.com/x", "http://128.0.0.1",
    "http://127.0.0.1.evil.example",
  ])
  func isNoHostOverPlainHTTP(_ named: String) throws {
    let base = try #require(BaseURL(named))
    let whole = base.hasPath ? base : base.appending(path: "/v1")
    #expect(throws: AuthorizationFailure.unsafeDestination(whole)) {
      try Destination(named: base, ownPath: "/v1").base(for: nil)
    }
  }
}
