import OrgEmulator
import Testing
import Wire

@Suite struct TokenServicesTests {
  private let prompt = platformRequest("\(mini)/generations", #"{"prompt": "hello"}"#)
  private let unauthorized = """
    401 {"errorCode":"INVALID_AUTH","messageCode":"E00001","message":"Access bearer token is missing or invalid"}
    """

  private func form(_ path: String, _ fields: String) -> String {
    """
    POST /services/oauth2/\(path)
    Content-Type: application/x-www-form-urlencoded

    \(fields)
    """
  }

  @Test func aTokenEndsWithItsLifetime() async throws {
    let org = TestOrg()
    let token = try await org.signIn()
    org.advance(30 * 60 - 1)
    #expect(try await org.send(prompt, token: token).status == 200)
    org.advance(1)
    #expect(try await org.send(prompt, token: token).summary == unauthorized)
  }

  @Test func theLifetimeIsConfigured() async throws {
    let org = TestOrg { $0.tokenLifetime = .seconds(5) }
    let token = try await org.signIn()
    org.advance(5)
    #expect(try await org.send(prompt, token: token).summary == unauthorized)
  }

  @Test func aRevokedTokenIsRefusedAndItsTwinIsNot() async throws {
    let org = TestOrg()
    let token = try await org.signIn()
    let twin = try await org.signIn()
    #expect(try await org.send(form("revoke", "token=TOKEN"), token: token).summary == "200 ")
    #expect(try await org.send(prompt, token: token).summary == unauthorized)
    #expect(try await org.send(prompt, token: twin).status == 200)
    #expect(
      try await org.send(form("revoke", "token=TOKEN"), token: token).summary
        == #"400 {"error":"invalid_token","error_description":"invalid token"}"#)
  }

  @Test func anotherOrgWithTheSameSeedKnowsTheToken() async throws {
    let token = try await TestOrg().signIn()
    #expect(try await TestOrg().send(prompt, token: token).status == 200)
    #expect(try await TestOrg { $0.seed = 2 }.send(prompt, token: token).summary == unauthorized)
  }

  @Test func aChangedTokenIsRefused() async throws {
    let org = TestOrg()
    let token = try await org.signIn()
    let parts = token.split(separator: ".")
    let forged = try await org.signIn("other").split(separator: ".")
    #expect(
      try await org.send(prompt, token: "\(parts[0]).\(forged[1]).\(parts[2])").summary == unauthorized)
    #expect(try await org.send(prompt, token: String(token.dropLast())).summary == unauthorized)
  }

  @Test func anOpaqueTokenOpensTheInstanceButIsUnknownToThePlatform() async throws {
    let org = TestOrg()
    let token = try await org.signIn("opaque")
    #expect(try await org.send(prompt, token: token).summary == "404 ")
    let list = """
      GET /services/data/v66.0/ssot/machine-learning/configured-models?limit=1
      Authorization: Bearer TOKEN
      """
    #expect(try await org.send(list, token: token).status == 200)
    #expect(try await org.send(list, token: "\(token)x").status == 401)
  }

  @Test func aTokenWithoutThePlatformsScopeIsRefusedThere() async throws {
    let org = TestOrg()
    #expect(try await org.send(prompt, token: org.signIn("no-sfap-scope")).summary == unauthorized)
  }

  @Test func introspectionTellsWhatATokenIsGoodFor() async throws {
    let org = TestOrg()
    let token = try await org.signIn()
    let question = form(
      "introspect", "token=TOKEN&token_type_hint=access_token&client_id=key&client_secret=s")
    #expect(
      try await org.send(question, token: token).summary == """
        200 {"active":true,"scope":"sfap_api api","client_id":"key","username":"integration.user@acme.example",\
        "sub":"https://login.salesforce.com/id/00Dfj000006FdbREAS/005fj000003kZqYAAU",\
        "token_type":"access_token","exp":1760001800,"iat":1760000000,"nbf":1759999985}
        """)
    #expect(try await org.send(question, token: "stranger").summary == #"200 {"active":false}"#)
  }

  @Test func userInfoTellsWhoseATokenIs() async throws {
    let org = TestOrg()
    let question = """
      GET /services/oauth2/userinfo
      Host: acme.my.salesforce.com
      Authorization: Bearer TOKEN
      """
    let answer = try await org.send(question, token: org.signIn()).json
    #expect(answer["organization_id"] == "00Dfj000006FdbREAS")
    #expect(answer["user_id"] == "005fj000003kZqYAAU")
    #expect(try await org.send(question, token: "stranger").summary == "403 Bad_OAuth_Token")
  }
}
