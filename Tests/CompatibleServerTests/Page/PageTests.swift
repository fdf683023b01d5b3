import Digest
import FoundationEssentials
import HTTPTypes
import Testing
import Wire

@testable import CompatibleServer

struct PageTests {
  private static let server = CompatibleServer.alone(
    .sample { configuration in
      configuration.keys = ["sk-very-secret"]
      var page = WebPage()
      page.clients = [.init("curl", "curl {address} </script><b>")]
      configuration.page = page
    })

  @Test func itIsOneSmallAnswerWithAStrictPolicy() async throws {
    let answer = try await Self.server.ask(.get, "/", [("Accept", "text/html,*/*;q=0.8")])
    #expect(answer.status == 200)
    #expect(answer.body.hasPrefix("<!doctype html>"))
    #expect(answer.body.utf8.count < 60_000)
    #expect(
      answer.values(
        "content-type", "x-content-type-options", "referrer-policy", "x-frame-options",
        "cross-origin-resource-policy", "vary", "access-control-allow-origin")
        == [
          "text/html; charset=utf-8", "nosniff", "no-referrer", "DENY", "same-origin", "Accept | Origin", nil,
        ])
    let policy = try #require(answer.fields["content-security-policy"])
    let directives = policy.split(separator: "; ").map(String.init)
    #expect(
      Set(directives).isSuperset(of: [
        "default-src 'none'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'", "img-src data:", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]))
    #expect(!policy.contains("unsafe") && !policy.contains("http"))
  }

  /// The policy lets nothing run but what it has the digests of.
  @Test(arguments: [("script", "<script>"), ("style", "<style>")])
  func thePolicyHasTheDigestOfWhatIsInIt(_ name: String, _ tag: String) async throws {
    let answer = try await Self.server.ask(.get, "/")
    let parts = answer.body.split(separator: tag, omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    let text = parts[1].prefix(upTo: try #require(parts[1].firstRange(of: "</\(name)>")).lowerBound)
    let digest = Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
    #expect(answer.fields["content-security-policy"]?.contains("\(name)-src 'sha256-\(digest)'") == true)
  }

  /// Neither another origin nor a way to make markup of a text.
  @Test(arguments: [
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage",
    "sessionStorage",
    "document.cookie", "<iframe", "@import", " onclick=", " style=", "sk-very-secret", "{{",
  ])
  func whatMustNotBeInItIsNot(_ text: String) async throws {
    #expect(!(try await Self.server.ask(.get, "/").body.contains(text)))
  }

  /// Addresses in it are names of formats, and documents for those who read the source.
  @Test func itAsksNoOtherOrigin() async throws {
    let body = try await Self.server.ask(.get, "/").body
    let loaded = body.matches(of: /(?:src|href|action)="([^"]*)"/).map { String($0.output.1) }
    #expect(loaded.filter { !$0.hasPrefix("data:") } == ["stats"])
  }

  @Test func whatIsToCopyIsTextInIt() async throws {
    let body = try await Self.server.ask(.get, "/").body
    #expect(body.contains(#"{"title":"curl","text":"curl {address} \u003c/script>\u003cb>"}"#))
    #expect(body.contains(#""version":"1.2.3","needsKey":true,"namesKeys":false,"#))
  }

  @Test(
    arguments: [
      (nil, "text/html; charset=utf-8"), ("*/*", "text/html; charset=utf-8"),
      ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
      ("application/json", "application/json"),
      ("Application/JSON; q=1, text/plain, */*", "application/json"),
      ("application/json, text/html;q=0.1", "text/html; charset=utf-8"),
      ("image/png", "text/html; charset=utf-8"),
    ] as [(String?, String)])
  func programsThatWantJSONGetIt(_ accept: String?, _ type: String) async throws {
    let answer = try await Self.server.ask(.get, "/", accept.map { [("Accept", $0)] } ?? [])
    #expect(answer.status == 200)
    #expect(answer.fields["content-type"] == type)
    if type == "application/json" {
      #expect(answer.body == #"{"name":"sfmodels","version":"1.2.3","status":"healthy"}"#)
    }
  }

  @Test(
    arguments: [
      (nil, 404), ("text/html", 404), ("*/*", 404), ("application/json", 200),
      ("application/json, */*;q=0.1", 200),
    ] as [(String?, Int)])
  func whereThereIsNoPageNoneIsFound(_ accept: String?, status: Int) async throws {
    let server = CompatibleServer.alone(.sample { $0.page = nil })
    for method in [HTTPRequest.Method.get, .head] {
      #expect(try await server.ask(method, "/", accept.map { [("Accept", $0)] } ?? []).status == status)
    }
    for path in ["/stats", "/health", "/v1"] { #expect(try await server.ask(.head, path).status == 200) }
  }

  /// A balancer that takes anything is well served where there is a page, and by `/health` everywhere.
  @Test(arguments: [nil, "*/*", "text/html", "application/json"] as [String?])
  func whoeverLooksWhetherSomebodyIsThereIsAnswered(_ accept: String?) async throws {
    let answer = try await Self.server.ask(.head, "/", accept.map { [("Accept", $0)] } ?? [])
    #expect(answer.status == 200)
    #expect(answer.body.isEmpty)
  }

  /// Links lead to it from everywhere; nothing else may load it.
  @Test(arguments: [
    ("none", "document", "127.0.0.1:8080", 200), ("cross-site", "document", "127.0.0.1:8080", 200),
    ("same-origin", "empty", "127.0.0.1:8080", 200), ("cross-site", "iframe", "127.0.0.1:8080", 403),
    ("cross-site", "image", "127.0.0.1:8080", 403), ("cross-site", "script", "127.0.0.1:8080", 403),
    ("none", "document", "evil.example.com", 403), ("same-origin", "document", "evil.example.com:8080", 403),
  ])
  func itIsForWhoeverLooksAtItAndForNoOtherSite(
    _ site: String, _ destination: String, _ host: String, status: Int
  ) async throws {
    let fields = [("Sec-Fetch-Site", site), ("Sec-Fetch-Dest", destination)]
    #expect(try await Self.server.ask(.get, "/", host: host, fields).status == status)
  }

  @Test func aLinkOfAnotherSiteLeadsNowhereElse() async throws {
    let fields = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "document")]
    #expect(try await CompatibleServer.alone().ask(.get, "/v1/models", fields).status == 403)
  }
}
