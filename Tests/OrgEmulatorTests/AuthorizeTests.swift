import Digest
import FoundationEssentials
import HTTPTypes
import OrgEmulator
import TestSupport
import Testing
import Wire

/// The web-server flow at the pretended org: what is granted in the browser is exchanged once, by whoever asked.
@Suite struct AuthorizeTests {
  private static let redirect = "http://localhost:1717/OauthRedirect"
  private static let verifier = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE"
  private static let challenge = Base64URL.encode(Data(SHA256.digest(of: Array(verifier.utf8))))

  private static func query(_ changes: [String: String?] = [:]) -> String {
    var fields: [(name: String, value: String)] = [
      ("response_type", "code"), ("client_id", "key"), ("redirect_uri", redirect),
      ("scope", "api refresh_token"),
      ("state", "s t"), ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ]
    for (name, value) in changes {
      fields = fields.compactMap { $0.name == name ? value.map { (name, $0) } : $0 }
    }
    return String(decoding: FormFields(fields).bytes, as: UTF8.self)
  }

  private static func authorize(_ org: TestOrg, _ query: String = query()) async throws -> Answer {
    try await org.send("GET /services/oauth2/authorize?\(query)\nHost: acme.my.salesforce.com\n\n")
  }

  private static func code(_ org: TestOrg) async throws -> String {
    let location = try #require(try await authorize(org).header("location"))
    let fields = FormFields(decoding: Array(try #require(location.split(separator: "?").last).utf8))
    #expect(fields["state"] == "s t")
    return try #require(fields["code"])
  }

  private static func exchange(
    _ org: TestOrg, _ code: String, redirect: String = redirect, verifier: String? = verifier,
    client: String = "key"
  ) async throws -> Answer {
    let proof = verifier.map { "&code_verifier=\($0)" } ?? ""
    return try await org.send(
      tokenRequest(
        "grant_type=authorization_code&code=\(code)&client_id=\(client)&redirect_uri=\(FormFields.encode(redirect))\(proof)"
      ))
  }

  @Test func aCodeIsGoodOnce() async throws {
    let org = TestOrg()
    let code = try await Self.code(org)
    let answer = try await Self.exchange(org, code)
    #expect(answer.status == 200, "\(answer.body)")
    #expect(try answer.json["refresh_token"]?.string?.hasPrefix("5Aep861") == true)
    #expect(
      try await Self.exchange(org, code).summary
        == #"400 {"error":"invalid_grant","error_description":"invalid authorization code"}"#)
  }

  @Test(arguments: [
    ("redirect", "redirect_uri must match configuration"), ("verifier", "invalid code verifier"),
    ("short", "missing or malformed code verifier"), ("none", "missing or malformed code verifier"),
    ("client", "invalid authorization code"), ("late", "expired authorization code"),
  ])
  func onlyWhoAskedGetsTheTokens(_ wrong: String, _ description: String) async throws {
    let org = TestOrg()
    let code = try await Self.code(org)
    if wrong == "late" { org.advance(601) }
    let answer = try await Self.exchange(
      org, code, redirect: wrong == "redirect" ? "http://localhost:1718/OauthRedirect" : Self.redirect,
      verifier: ["verifier": String(repeating: "b", count: 43), "short": "b"][wrong]
        ?? (wrong == "none" ? nil : Self.verifier),
      client: wrong == "client" ? "other" : "key")
    #expect(answer.status == 400)
    #expect(try answer.json["error_description"] == .string(description))
    // The code is spent all the same.
    #expect(try await Self.exchange(org, code).status == 400)
  }

  @Test(
    arguments: [
      (["response_type": "token"], "unsupported_response_type"), (["code_challenge": nil], "invalid_request"),
      (["code_challenge": "short"], "invalid_request"),
      (["code_challenge_method": "plain"], "invalid_request"),
      (["client_id": "refuse-denied"], "access_denied"),
    ] as [([String: String?], String)])
  func aWrongQuestionIsSentBack(_ changes: [String: String?], _ error: String) async throws {
    let answer = try await Self.authorize(TestOrg(), Self.query(changes))
    #expect(answer.status == 302)
    #expect(answer.header("location")?.hasPrefix("\(Self.redirect)?error=\(error)&") == true)
  }

  @Test(
    arguments: [
      ["redirect_uri": "https://elsewhere.example/OauthRedirect"], ["redirect_uri": nil], ["client_id": nil],
      ["client_id": "refuse-redirect-uri"], ["redirect_uri": "http://localhost.elsewhere.example/x"],
    ] as [[String: String?]])
  func nobodyIsSentToWhereTheAppIsNot(_ changes: [String: String?]) async throws {
    let answer = try await Self.authorize(TestOrg(), Self.query(changes))
    #expect(answer.status == 400)
    #expect(answer.header("location") == nil)
  }

  @Test func aRegisteredCallbackIsTheOnlyOne() async throws {
    let org = TestOrg { $0.callback = "http://localhost:1718/OauthRedirect" }
    #expect(try await Self.authorize(org).status == 400)
    #expect(
      try await Self.authorize(org, Self.query(["redirect_uri": "http://localhost:1718/OauthRedirect"]))
        .status == 302)
  }

  @Test(arguments: [false, true]) func aRefreshTokenGetsTokens(_ rotates: Bool) async throws {
    let org = TestOrg { $0.rotatesRefreshTokens = rotates }
    func refresh(_ token: String, _ client: String = "key") async throws -> Answer {
      try await org.send(tokenRequest("grant_type=refresh_token&refresh_token=\(token)&client_id=\(client)"))
    }
    let first = try #require(
      try await Self.exchange(org, try await Self.code(org)).json["refresh_token"]?.string)
    #expect(try await refresh(first, "other").status == 400)
    let answer = try await refresh(first)
    #expect(answer.status == 200)
    let next = try answer.json["refresh_token"]?.string
    #expect((next != nil) == rotates)
    #expect(try await refresh(first).status == (rotates ? 400 : 200))
    let last = next ?? first
    let revoked = try await org.send(
      tokenRequest("token=\(last)").replacing("oauth2/token", with: "oauth2/revoke"))
    #expect(revoked.status == 200)
    #expect(
      try await refresh(last).summary
        == #"400 {"error":"invalid_grant","error_description":"expired access/refresh token"}"#)
  }

  @Test func withoutItsScopeThereIsNoRefreshToken() async throws {
    let org = TestOrg()
    let location = try #require(
      try await Self.authorize(org, Self.query(["scope": "api"])).header("location"))
    let code = FormFields(decoding: Array(location.split(separator: "?")[1].utf8))["code"]
    #expect(try await Self.exchange(org, try #require(code)).json["refresh_token"] == nil)
  }
}
