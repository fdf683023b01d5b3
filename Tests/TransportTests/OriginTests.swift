import HTTPTypes
import Testing

@testable import Transport

struct OriginTests {
  @Test(
    arguments: [
      ("http", "example.org", "example.org:80"),
      ("https", "example.org", "example.org:443"),
      ("https", "example.org:8443", "example.org:8443"),
      ("http", "[::1]", "[::1]:80"),
      ("http", "[::1]:8080", "[::1]:8080"),
      ("ftp", "example.org", nil),
      ("http", "", nil),
      ("http", ":80", nil),
      ("http", "example.org:", nil),
      ("http", "example.org:99999", nil),
    ] as [(String, String, String?)])
  func isReadFromARequest(_ scheme: String, _ authority: String, _ peer: String?) {
    let origin = try? Origin(of: HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/"))
    #expect(origin?.peer == peer)
  }

  @Test(arguments: [nil, "", "*", "no/slash"])
  func aRequestNeedsAPath(_ path: String?) {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "example.org", path: path)
    #expect(throws: TransportError.unusableAddress("http://example.org\(path ?? "")")) {
      try Origin(of: request)
    }
  }
}
