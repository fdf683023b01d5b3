import HTTPTypes
import Testing

@testable import Transport

struct ProxySettingsTests {
  @Test(
    arguments: [
      ([:], nil, nil),
      (["https_proxy": "a:1"], nil, "a:1"),
      (["HTTPS_PROXY": "a:1"], nil, "a:1"),
      (["https_proxy": "a:1", "HTTPS_PROXY": "b:2"], nil, "a:1"),
      (["https_proxy": "", "HTTPS_PROXY": "b:2"], nil, "b:2"),
      (["http_proxy": "a:1"], "a:1", nil),
      (["HTTP_PROXY": "a:1"], nil, nil),
      (["all_proxy": "a:1"], "a:1", "a:1"),
      (["ALL_PROXY": "a:1", "https_proxy": "b:2"], "a:1", "b:2"),
      (["all_proxy": "a:1", "no_proxy": "example.org"], nil, nil),
      (["all_proxy": "a:1", "NO_PROXY": "example.org"], nil, nil),
      (["all_proxy": "a:1", "no_proxy": "other.org", "NO_PROXY": "example.org"], "a:1", "a:1"),
    ] as [([String: String], String?, String?)])
  func readsTheEnvironmentAsCurlDoes(_ environment: [String: String], http: String?, https: String?) throws {
    let settings = try ProxySettings(environment: environment)
    #expect(settings.proxy(isSecure: false, host: "example.org", port: 80)?.peer == http)
    #expect(settings.proxy(isSecure: true, host: "example.org", port: 443)?.peer == https)
  }

  @Test(arguments: [
    ("", "example.org:443", false),
    ("*", "example.org:443", true),
    ("example.org", "example.org:443", true),
    ("EXAMPLE.org", "example.ORG:443", true),
    ("example.org.", "example.org:443", true),
    ("example.org", "example.org.:443", true),
    ("example.org", "api.example.org:443", true),
    (".example.org", "api.example.org:443", true),
    (".example.org", "example.org:443", true),
    ("example.org", "notexample.org:443", false),
    ("*.example.org", "api.example.org:443", true),
    ("*.example.org", "example.org:443", true),
    ("*.example.org", "notexample.org:443", false),
    ("*.example.org:8443", "api.example.org:8443", true),
    ("*.example.org:8443", "api.example.org:443", false),
    (".example.org:443", "api.example.org:443", true),
    ("*example.org", "example.org:443", false),
    ("10.0.0.0/8:443", "10.1.2.3:443", true),
    ("10.0.0.0/8:80", "10.1.2.3:443", false),
    ("api.example.org", "example.org:443", false),
    ("a.org, b.org c.org", "c.org:443", true),
    ("a.org,,b.org", "c.org:443", false),
    ("example.org:8443", "example.org:8443", true),
    ("example.org:8443", "example.org:443", false),
    ("127.0.0.1", "127.0.0.1:80", true),
    ("127.0.0.1", "localhost:80", false),
    ("localhost", "localhost:80", true),
    ("127.0.0.1:81", "127.0.0.1:80", false),
    ("10.0.0.0/8", "10.1.2.3:443", true),
    ("10.0.0.0/8", "11.1.2.3:443", false),
    ("192.168.4.0/22", "192.168.7.255:443", true),
    ("192.168.4.0/22", "192.168.8.0:443", false),
    ("10.0.0.0/33", "10.0.0.1:443", false),
    ("0.0.1", "10.0.0.1:443", false),
    ("::1", "[::1]:443", true),
    ("[::1]", "[::1]:443", true),
    ("[::1]:443", "[::1]:443", true),
    ("[::1]:444", "[::1]:443", false),
    ("0:0::1", "[::1]:443", true),
    ("fd00::/8", "[fd12::5]:443", true),
    ("fd00::/8", "[fe80::5]:443", false),
    ("10.0.0.0/8", "[::ffff:10.0.0.1]:443", false),
  ])
  func knowsWhichHostsNeedNoProxy(_ list: String, _ authority: String, isExempt: Bool) throws {
    let settings = try ProxySettings(environment: ["https_proxy": "proxy:1", "no_proxy": list])
    let origin = try Origin(of: HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/"))
    let proxy = settings.proxy(isSecure: true, host: origin.host, port: origin.port)
    #expect((proxy == nil) == isExempt)
  }

  @Test(arguments: [
    ("a.org,10.0.0.0/8,*", []),
    (".a.org,*.a.org,a_b.org:80,münchen.de", []),
    ("http://a.org, a.org, *foo*, a.*", ["http://a.org", "*foo*", "a.*"]),
    ("10.0.0.0/33,10.0/8,fd00::/129,[::1", ["10.0.0.0/33", "10.0/8", "fd00::/129", "[::1"]),
    ("a.org:99999,:80,.,*.", ["a.org:99999", ":80", ".", "*."]),
    ("a.org/,A/B,A/B", ["a.org/", "A/B"]),
  ])
  func knowsEntriesThatMatchNothing(_ list: String, _ unmatchable: [String]) throws {
    let settings = try ProxySettings(environment: ["all_proxy": "proxy:1", "no_proxy": list])
    #expect(settings.unmatchableExemptions == unmatchable)
  }

  @Test func exemptionsFromNothingNeedNotMatch() throws {
    #expect(try ProxySettings(environment: ["no_proxy": "*foo*"]).unmatchableExemptions == [])
  }

  @Test(
    arguments: [
      ("proxy", .http, "proxy:1080", nil),
      ("proxy:3128", .http, "proxy:3128", nil),
      ("http://proxy:3128/", .http, "proxy:3128", nil),
      ("HTTP://[::1]:3128", .http, "::1:3128", nil),
      ("https://proxy", .https, "proxy:443", nil),
      ("https://user:secret@proxy:8443", .https, "proxy:8443", .init(user: "user", password: "secret")),
      ("http://user:a%40b:c@proxy", .http, "proxy:1080", .init(user: "user", password: "a@b:c")),
      ("user@proxy", .http, "proxy:1080", .init(user: "user", password: "")),
      ("socks5://proxy:9", .socks5, "proxy:9", nil),
      ("socks5h://proxy", .socks5, "proxy:1080", nil),
      ("socks5://user:secret@proxy", .socks5, "proxy:1080", .init(user: "user", password: "secret")),
    ] as [(String, Proxy.Scheme, String, Proxy.Credentials?)])
  func readsProxies(
    _ url: String, _ scheme: Proxy.Scheme, _ peer: String, _ credentials: Proxy.Credentials?
  ) throws {
    let proxy = try Proxy(url: url)
    #expect(proxy.scheme == scheme)
    #expect(proxy.peer == peer)
    #expect(proxy.credentials == credentials)
  }

  @Test(
    arguments: [
      ("proxy:port", .malformed), ("not a proxy", .malformed), ("http://[::1", .malformed),
      ("http://%zz:1", .malformed), ("::::", .malformed), ("http://[]:1", .malformed),
      ("http://", .malformed),
      ("ftp://proxy", .unsupportedScheme("ftp")),
      ("socks4://proxy", .unsupportedScheme("socks4")),
      ("socks5://user:\(String(repeating: "x", count: 256))@proxy", .credentialsTooLong(limit: 255)),
    ] as [(String, ProxyFault)])
  func refusesWhatItCannotUse(_ url: String, _ fault: ProxyFault) {
    #expect(throws: TransportError.unusableProxy(variable: "https_proxy", fault)) {
      try ProxySettings(environment: ["https_proxy": url])
    }
  }

  @Test func aProxyDoesNotTellItsPassword() throws {
    let proxy = try Proxy(url: "http://user:secret@proxy")
    #expect(!"\(proxy)".contains("secret"))
  }
}
