import HTTPTypes
import Testing
import Wire

@testable import CompatibleServer

struct AccessPolicyTests {
  private static let guarded = CompatibleServer.alone(
    .sample {
      $0.keys = ["first-key", "second-key"]
      $0.allowedOrigins = ["https://chat.example.com/", "null"]
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
      ("192.168.1.6:8080", 403), ("0.0.0.0:8080", 403), ("a/b", 403), ("", 403),
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
    ("file://", 403),
  ])
  func aPageOfAnotherOriginIsRefused(_ origin: String, status: Int) async throws {
    let answer = try await Self.guarded.ask(.get, "/health", [("Origin", origin)])
    #expect(answer.status == status)
    #expect(answer.fields["access-control-allow-origin"] == (status == 200 ? origin : nil))
    #expect(answer.fields["vary"] == "Origin")
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
        {"error":{"message":"Web pages of https://evil.example.com may not use this server.",\
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
}
