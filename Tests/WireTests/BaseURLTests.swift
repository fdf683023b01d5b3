import HTTPTypes
import Testing
import Wire

/// Where services live.
struct BaseURLTests {
  @Test(arguments: [
    ("https://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
    ("HTTPS://Acme.My.Salesforce.com/", "https://acme.my.salesforce.com"),
    ("https://host:443/a/b//", "https://host/a/b"), ("http://host:80", "http://host"),
    ("http://host:443", "http://host:443"), ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
    ("http://[::1]:8080", "http://[::1]:8080"), ("https://host/a%20b", "https://host/a%20b"),
  ])
  func reads(_ text: String, as url: String) {
    #expect(BaseURL(text)?.description == url)
  }

  @Test(arguments: [
    "", "host", "host:8080", "//host", "/path", "ftp://host", "https://", "https://user@host",
    "https://u:p@host",
    "https://host?q", "https://host#f", "https://host name",
    "https://a%40b", "https://evil.example%2F.salesforce.com", "https://evil.example%3F.salesforce.com",
    "https://evil.example%23.salesforce.com", "https://host%3A80",
  ])
  func refuses(_ text: String) {
    #expect(BaseURL(text) == nil)
  }

  @Test(arguments: [
    ("https://anywhere.example", true), ("http://anywhere.example", false), ("http://localhost:1", true),
    ("http://a.localhost", true), ("http://127.9.9.9", true), ("http://[::1]", true),
    ("http://127.example", false),
    ("http://127.0.0.1.example", false), ("http://notlocalhost", false),
  ])
  func isSafeForSecrets(_ text: String, _ isSafe: Bool) {
    #expect(BaseURL(text)?.isSafeForSecrets == isSafe)
  }

  @Test(arguments: [
    ("https://acme.my.salesforce.com", true), ("https://salesforce.com", true),
    ("https://notsalesforce.com", false),
    ("https://salesforce.com.example", false),
  ])
  func isSalesforce(_ text: String, _ isSalesforce: Bool) {
    #expect(BaseURL(text)?.isSalesforce == isSalesforce)
  }

  @Test func addressesRequestsToItself() throws {
    let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/models?x=1")
    let addressed = try #require(BaseURL("https://host:8443/v1/")).addressing(request)
    #expect(
      addressed == HTTPRequest(method: .get, scheme: "https", authority: "host:8443", path: "/v1/models?x=1"))
  }

  @Test func extendsAndReplacesItsPath() {
    let url = BaseURL(httpsHost: "host", path: "/a")
    #expect(
      [url.appending(path: "/b"), url.replacing(path: "")].map(\.description) == [
        "https://host/a/b", "https://host",
      ])
  }
}
