import HTTPTypes
import Testing
import Wire

@testable import CompatibleServer

struct AccessPolicyTests {
  private static let guarded = CompatibleServer.alone(
    .sample {
      $0.keys = ["first-key", "second-key"]
      $0.allowedOrigins = [
        "https://chat.example.com/", "null", "app://obsidian.md", "https://Port.example:443",
        "vscode-webview://1ab2",
      ]
      $0.allowedHosts = ["models.example.com", "other.example.com:8443"]
      $0.listeningHost = "192.168.1.5"
    })

  @Test(
    arguments: [
      (nil, 200), ("127.0.0.1:8080", 200), ("localhost", 200), ("localhost:1", 200), ("LOCALHOST:8080", 200),
      ("app.localhost:8080", 200), ("[::1]:8080", 200), ("127.9.9.9", 200), ("192.168.1.5:8080", 200),
      ("models.example.com", 200), ("Models.Example.com:99", 200), ("other.example.com:8443", 200),
      ("other.example.com", 403), ("evil.example.com:8080", 403), ("127.0.0.1.evil.example.com", 403),
      ("127.0.0.1:8080.evil.example.com", 403), ("localhost:80@evil.example.com", 403),
      ("evil.com%2f.localhost", 403), ("evil.com@localhost", 403), ("evil.com\\.localhost", 403),
      ("localhost%00.evil.com", 403), ("localhost:80:80", 403), ("192.168.1.6:8080", 403),
      ("0.0.0.0:8080", 403), ("a/b", 403), ("", 403),
    ] as [(String?, Int)])
  func aNameThatIsNotTheServersIsRefused(_ host: String?, status: Int) async throws {
    #expect(try await Self.guarded.ask(.get, "/health", host: host).status == status)
  }

  @Test(arguments: [
    ("10.1.2.3:8080", 200), ("[2001:db8::1]:8080", 200), ("127.0.0.1", 200), ("evil.example.com", 403),
    ("10.1.2.3.evil.example.com", 403),
  ])
  func aServerOnAllAddressesTakesAnyAddressAndNoName(_ host: String, status: Int) async throws {
    let server = CompatibleServer.alone(.sample { $0.listeningHost = "0.0.0.0" })
    #expect(try await server.ask(.get, "/health", host: host).status == status)
  }

  @Test(arguments: [
    ("http://localhost:3000", 200), ("https://127.0.0.1", 200), ("http://[::1]:5173", 200),
    ("http://app.localhost", 200), ("https://chat.example.com", 200), ("HTTPS://Chat.example.com", 200),
    ("null", 200), ("http://chat.example.com", 403), ("https://chat.example.com:444", 403),
    ("https://evil.example.com", 403), ("http://localhost.evil.example.com", 403),
    ("http://127.0.0.1.evil.example.com", 403), ("chrome-extension://abc", 403), ("", 403),
    ("file://", 403), ("app://obsidian.md", 200), ("vscode-webview://1AB2", 200),
    ("https://port.example", 200),
    ("https://port.example:8443", 403), ("app://localhost", 403), ("http://evil.com%2f.localhost", 403),
    ("http://evil.com%5c.localhost", 403), ("http://evil.com\\.localhost", 403),
    ("http://evil.com/.localhost", 403), ("http://localhost@evil.com", 403),
    ("http://evil.com@localhost", 403), ("http://localhost%00.evil.com", 403),
    ("http://evil.com%00.localhost", 403), ("http://evil.com%23.localhost", 403), ("http://.localhost", 403),
    ("http://127.0.0.1.", 403), ("http://localhost, http://localhost", 403),
  ])
  func aPageOfAnotherOriginIsRefused(_ origin: String, status: Int) async throws {
    let answer = try await Self.guarded.ask(.get, "/health", [("Origin", origin)])
    #expect(answer.status == status)
    #expect(answer.fields["access-control-allow-origin"] == (status == 200 ? origin : nil))
    #expect(answer.fields["vary"] == "Origin")
  }

  /// Browsers name the origin of a page with what it posts to its own server, too.
  @Test(
    arguments: [
      ("http://192.168.1.5:8080", "192.168.1.5:8080", nil, 200),
      ("http://models.example.com:8080", "models.example.com:8080", "same-origin", 200),
      // Others stand before it, and speak TLS.
      ("https://models.example.com", "models.example.com", "same-origin", 200),
      ("https://Models.example.com", "models.example.com:443", nil, 200),
      ("http://models.example.com:3000", "models.example.com:8080", nil, 403),
      ("https://models.example.com", "models.example.com:8080", nil, 403),
      ("http://models.example.com:8080", "models.example.com:8080", "same-site", 403),
      ("http://models.example.com:8080", "127.0.0.1:8080", nil, 403),
      ("http://192.168.1.6:8080", "192.168.1.5:8080", nil, 403),
      ("app://models.example.com", "models.example.com", nil, 403),
      // A name that somebody has bent to this machine is none of its own.
      ("http://evil.example.com:8080", "evil.example.com:8080", "same-origin", 403),
    ] as [(String, String, String?, Int)])
  func theServersOwnPageMayAsk(_ origin: String, _ host: String, _ site: String?, status: Int) async throws {
    let fields = [("Origin", origin)] + (site.map { [("Sec-Fetch-Site", $0)] } ?? [])
    #expect(try await Self.guarded.ask(.get, "/health", host: host, fields).status == status)
  }

  /// A form, or `fetch` with a plain type, sends no preflight.
  @Test func aSimpleRequestOfAnotherOriginReachesNoModel() async throws {
    let answer = try await CompatibleServer.alone().ask(
      .post, "/v1/chat/completions",
      [("Origin", "https://evil.example.com"), ("Content-Type", "text/plain")],
      body: #"{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}"#)
    #expect(answer.status == 403)
    #expect(
      answer.body == """
        {"error":{"message":"Web pages of https://evil.example.com may not use this server. To allow them, start it \
        with --allow-origin https://evil.example.com",\
        "type":"permission_error","param":null,"code":"forbidden_origin"}}
        """)
  }

  @Test func aPreflightOfAnAllowedOriginNeedsNoKey() async throws {
    let answer = try await Self.guarded.ask(
      .options, "/v1/chat/completions",
      [
        ("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization,content-type,x-stainless-os"),
        ("Access-Control-Request-Private-Network", "true"),
      ])
    #expect(answer.status == 204)
    #expect(answer.body == "")
    #expect(
      answer.values(
        "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers",
        "access-control-allow-private-network", "access-control-max-age", "vary")
        == [
          "http://localhost:3000", "GET, HEAD, POST, OPTIONS", "authorization,content-type,x-stainless-os",
          "true", "600", "Origin",
        ])
  }

  @Test func aPreflightOfAnotherOriginIsRefused() async throws {
    let answer = try await Self.guarded.ask(
      .options, "/v1/chat/completions",
      [("Origin", "https://evil.example.com"), ("Access-Control-Request-Private-Network", "true")])
    #expect(answer.status == 403)
    #expect(answer.fields.keys.filter { $0.hasPrefix("access-control") } == [])
  }

  @Test(
    arguments: [
      ([], 401, "missing_api_key"), ([("Authorization", "Bearer first-key")], 200, nil),
      ([("authorization", "bearer second-key")], 200, nil), ([("x-api-key", "second-key")], 200, nil),
      ([("x-api-key", "wrong"), ("Authorization", "Bearer first-key")], 200, nil),
      ([("Authorization", "Bearer first-ke")], 401, "invalid_api_key"),
      ([("Authorization", "Bearer first-kez")], 401, "invalid_api_key"),
      ([("Authorization", "Bearer ")], 401, "missing_api_key"),
      ([("Authorization", "first-key")], 401, "missing_api_key"),
      ([("Authorization", "Basic first-key")], 401, "missing_api_key"),
      ([("x-api-key", "")], 401, "invalid_api_key"),
    ] as [([(String, String)], Int, String?)])
  func aKeyIsNeededWhereThereIsOne(_ fields: [(String, String)], _ status: Int, _ code: String?) async throws
  {
    let answer = try await Self.guarded.ask(.get, "/v1/models", fields)
    #expect(answer.status == status)
    #expect(answer.json?["error"]?["code"]?.string == code)
    #expect(answer.fields["www-authenticate"] == (status == 401 ? "Bearer" : nil))
    #expect(!answer.body.contains("first-ke"))
  }

  @Test(arguments: [("/metrics", 401), ("/health", 200), ("/", 200), ("/anthropic", 200)])
  func onlyPagesThatTellNothingNeedNoKey(_ path: String, status: Int) async throws {
    #expect(try await Self.guarded.ask(.get, path).status == status)
  }

  @Test(
    arguments: [
      (nil, "Evil.example:8080", "/v1/models", "--allow-host evil.example"),
      (nil, "[2001:db8::1]:80", "/v1/models", "--allow-host [2001:db8::1]"),
      (nil, "a/b", "/v1/models", "This server is not a/b."),
      ("https://Evil.example:443", nil, "/v1/models", "--allow-origin https://evil.example"),
      ("chrome-extension://abc", nil, "/v1/messages", "--allow-origin chrome-extension://abc"),
      ("null", nil, "/v1/models", "--allow-origin null"),
      ("https://a b", nil, "/v1/models", "Web pages of https://a b may not use this server."),
      (nil, "evil.example", "/v1/messages", "--allow-host evil.example"),
    ] as [(String?, String?, String, String)])
  func aRefusalEndsWithWhatWouldAllowIt(_ origin: String?, _ host: String?, _ path: String, _ end: String)
    async throws
  {
    let server = CompatibleServer.alone()
    let fields =
      (origin.map { [("Origin", $0)] } ?? [])
      + [("anthropic-version", "2023-06-01")].suffix(
        path == "/v1/messages" ? 1 : 0)
    let answer = try await server.ask(.get, path, host: host ?? "127.0.0.1:8080", fields)
    #expect(answer.status == 403)
    #expect(answer.json?["error"]?["message"]?.string?.hasSuffix(end) == true, "\(answer.body)")
  }

  @Test(
    arguments: [
      ("/v1/models", "cross-site", nil, 403), ("/v1/models", "Cross-Site", nil, 403),
      ("/", "cross-site", nil, 403),
      ("/metrics", "cross-site", nil, 403), ("/nowhere", "cross-site", nil, 403),
      ("/health", "cross-site", nil, 200), ("/health/", "cross-site", nil, 200),
      ("/v1/models", "same-site", nil, 200), ("/v1/models", "same-origin", nil, 200),
      ("/v1/models", "none", nil, 200),
      ("/v1/models", "cross-site", "http://localhost:3000", 200),
      ("/v1/models", "cross-site", "https://evil.example", 403),
      ("/v1/chat/completions", "cross-site", nil, 403), ("/v1/messages", "cross-site", nil, 403),
    ] as [(String, String, String?, Int)])
  func aRequestThatAnotherSiteHasCausedIsRefused(
    _ path: String, _ site: String, _ origin: String?, _ status: Int
  )
    async throws
  {
    let fields = [("Sec-Fetch-Site", site)] + (origin.map { [("Origin", $0)] } ?? [])
    #expect(try await CompatibleServer.alone().ask(.get, path, fields).status == status)
  }

  /// Before a byte of the body is read.
  @Test(
    arguments: [
      ("POST /v1/chat/completions", [("Authorization", "Bearer first-key")], nil),
      ("POST /v1/messages", [("x-api-key", "first-key")], nil), ("OPTIONS /v1/messages", [], nil),
      ("GET /health", [], nil), ("POST /v1/chat/completions", [], 401),
      ("POST /v1/embeddings", [("x-api-key", "wrong")], 401), ("POST /nowhere", [], 401),
      ("POST /nowhere", [("x-api-key", "first-key")], 404),
      ("PUT /v1/responses", [("x-api-key", "first-key")], 405),
      ("POST /health", [], 405), ("POST /v1/completions", [("Origin", "https://evil.example")], 403),
      ("POST /v1/completions", [("Sec-Fetch-Site", "cross-site")], 403),
      ("POST /v1/completions", [("Host", "evil.example")], 403),
    ] as [(String, [(String, String)], Int?)])
  func theHeadDecides(_ line: String, _ fields: [(String, String)], _ status: Int?) async throws {
    let words = line.split(separator: " ").map(String.init)
    var request = HTTPRequest(
      method: HTTPRequest.Method(words[0])!, scheme: "http",
      authority: fields.first { $0.0 == "Host" }?.1 ?? "localhost:8080", path: words[1])
    for (name, value) in fields where name != "Host" {
      request.headerFields.append(HTTPField(name: HTTPField.Name(name)!, value: value))
    }
    let refusal = Self.guarded.refusal(of: request)
    #expect(refusal?.head.status.code == status)
    #expect(refusal == nil || refusal?.head.headerFields[.requestID] != nil)
    // With the whole request the answer is the same.
    if let status {
      #expect(try await Self.guarded.respond(to: request, body: []).head.status.code == status)
    }
  }
}
