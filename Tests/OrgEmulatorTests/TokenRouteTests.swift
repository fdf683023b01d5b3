import OrgEmulator
import Testing
import Wire

@Suite struct TokenEndpointTests {
  @Test func answersAsTheDocumentsShow() async throws {
    let answer = try await TestOrg().send(
      tokenRequest("grant_type=client_credentials&client_id=key&client_secret=s"))
    var json = try #require(answer.json.object)
    #expect(json["access_token"]?.string?.split(separator: ".").count == 3)
    #expect(json["signature"]?.string?.hasSuffix("=") == true)
    json["access_token"] = nil
    json["signature"] = nil
    #expect(
      JSONValue.object(json).text == """
        {"token_format":"jwt","scope":"sfap_api api","instance_url":"http://acme.my.salesforce.com",\
        "id":"https://login.salesforce.com/id/00Dfj000006FdbREAS/005fj000003kZqYAAU","token_type":"Bearer",\
        "issued_at":"1760000000000","api_instance_url":"http://acme.my.salesforce.com"}
        """)
  }

  @Test func namesTheAddressesThatAreConfigured() async throws {
    let org = TestOrg {
      $0.instanceURL = .fixed("https://acme.my.salesforce.com")
      $0.apiInstanceURL = .absent
    }
    let json = try await org.send(
      tokenRequest("grant_type=client_credentials&client_id=key&client_secret=s")
    ).json
    #expect(json["instance_url"] == "https://acme.my.salesforce.com")
    #expect(json["api_instance_url"] == nil)
  }

  @Test func putsTheTenantIntoTheHeaderAndTheRestIntoThePayload() async throws {
    let parts = try await TestOrg().signIn().split(separator: ".").compactMap { Base64URL.decode($0) }
    #expect(
      String(decoding: parts[0], as: UTF8.self) == """
        {"tnk":"core/prod/00Dfj000006FdbREAS","ver":"1.0","kid":"CORE_ATJWT.00Dfj000006FdbREAS.1760000000000",\
        "tty":"sfdc-core-token","typ":"JWT","alg":"RS256"}
        """)
    var payload = try #require(JSONValue(decoding: parts[1]).object)
    #expect(payload["sfi"]?.string?.count == 64)
    payload["sfi"] = nil
    #expect(
      JSONValue.object(payload).text == """
        {"scp":"sfap_api api","aud":["http://acme.my.salesforce.com","http://acme.my.salesforce.com"],\
        "sub":"uid:005fj000003kZqYAAU","nbf":1759999985,"mty":"oauth","roles":[],\
        "iss":"http://acme.my.salesforce.com","hsc":false,"exp":1760001800,"iat":1760000000,"client_id":"key",\
        "sfap_op":"EinsteinGenerativeService"}
        """)
    #expect(parts[2].count == 256)
  }

  @Test func takesCredentialsFromABasicHeader() async throws {
    let answer = try await TestOrg { $0.credentials = .init(clientID: "key", secret: "s+:") }.send(
      """
      POST /services/oauth2/token
      Content-Type: application/x-www-form-urlencoded
      Authorization: Basic a2V5OnMrOg==

      grant_type=client_credentials
      """)
    #expect(answer.status == 200)
  }

  @Test(arguments: [
    ("grant_type=client_credentials&client_id=key&client_secret=right", 200, "", ""),
    (
      "grant_type=client_credentials&client_id=other&client_secret=right", 400, "invalid_client_id",
      "client identifier invalid"
    ),
    (
      "grant_type=client_credentials&client_id=key&client_secret=wrong", 400, "invalid_client",
      "invalid client credentials"
    ),
    ("grant_type=client_credentials&client_id=key", 400, "invalid_client", "invalid client credentials"),
    ("grant_type=client_credentials", 400, "invalid_client_id", "client identifier invalid"),
    (
      "grant_type=password&client_id=key&client_secret=right", 400, "unsupported_grant_type",
      "grant type not supported"
    ),
    ("client_id=key&client_secret=right", 400, "invalid_request", "missing required parameter: grant_type"),
    (
      "grant_type=client_credentials&grant_type=x&client_id=key&client_secret=right", 400, "invalid_request",
      "repeated parameter: grant_type"
    ),
  ])
  func admitsOnlyTheAppThatIsConfigured(
    _ form: String, _ status: Int, _ error: String, _ description: String
  ) async throws {
    let org = TestOrg { $0.credentials = .init(clientID: "key", secret: "right") }
    let answer = try await org.send(tokenRequest(form))
    #expect(answer.status == status)
    #expect(try (answer.json["error"]?.string ?? "") == error)
    #expect(try (answer.json["error_description"]?.string ?? "") == description)
  }

  @Test(arguments: [
    (
      "GET /services/oauth2/token",
      #"400 {"error":"invalid_request","error_description":"must use HTTP POST"}"#
    ),
    (
      """
      POST /services/oauth2/token
      Content-Type: application/json

      {"grant_type": "client_credentials"}
      """,
      """
      400 {"error":"invalid_request",\
      "error_description":"content type must be application/x-www-form-urlencoded"}
      """
    ),
    (
      """
      POST /services/oauth2/token
      Content-Type: application/x-www-form-urlencoded
      Authorization: Basic a2V5OnM=

      grant_type=client_credentials&client_secret=s
      """,
      #"400 {"error":"invalid_request","error_description":"client credentials in both header and body"}"#
    ),
  ])
  func refusesMalformedRequests(_ raw: String, _ expected: String) async throws {
    #expect(try await TestOrg().send(raw).summary == expected)
  }

  @Test(arguments: [
    ("refuse-invalid_client_id", "invalid_client_id", "client identifier invalid"),
    ("refuse-wrong-secret", "invalid_client", "invalid client credentials"),
    ("refuse-domain", "invalid_grant", "request not supported on this domain"),
    ("refuse-no-run-as-user", "invalid_grant", "no client credentials user enabled"),
    ("refuse-no-scopes", "invalid_grant", "no valid scopes defined"),
    ("refuse-grant-type", "unsupported_grant_type", "grant type not supported"),
    ("refuse-not-approved", "invalid_grant", "user is not admin approved to access this app"),
    ("refuse-app-access", "invalid_app_access", "user is not admin approved to access this app"),
    ("refuse-not-consented", "invalid_grant", "user hasn't approved this consumer"),
    ("refuse-audience", "invalid_grant", "Audience validation failed"),
    ("refuse-expired-token", "invalid_grant", "expired access/refresh token"),
    ("refuse-authentication-failure", "invalid_grant", "authentication failure"),
    ("refuse-inactive-user", "inactive_user", "user is inactive"),
    ("refuse-inactive-org", "inactive_org", "organization is locked, closed, or suspended"),
    ("refuse-rate-limit", "rate_limit_exceeded", "number of login attempts has been exceeded"),
    ("refuse-response-type", "unsupported_response_type", "response type not supported"),
    ("refuse-invalid-request", "invalid_request", "HTTPS required"),
    ("refuse-redirect-uri", "redirect_uri_mismatch", "redirect_uri must match configuration"),
    ("refuse-scope", "invalid_scope", "requested scope is invalid, unknown, or malformed"),
    ("refuse-denied", "access_denied", "end-user denied authorization"),
    ("refuse-assertion", "invalid_grant", "invalid assertion"),
  ])
  func refusesInEveryKnownWay(_ clientID: String, _ error: String, _ description: String) async throws {
    let expected = #"400 {"error":"\#(error)","error_description":"\#(description)"}"#
    let asked = try await TestOrg().send(
      tokenRequest("grant_type=client_credentials&client_id=\(clientID)&client_secret=s"))
    #expect(asked.summary == expected)
    let refusal = OAuthDenial.allCases.first { $0.clientID == clientID }
    let configured = try await TestOrg { $0.oauthRefusal = refusal }.send(
      tokenRequest("grant_type=client_credentials&client_id=key&client_secret=s"))
    #expect(configured.summary == expected)
  }

  @Test func knowsNoRefusalBesidesThoseOfTheTable() {
    #expect(OAuthDenial.allCases.count == 21)
  }

  @Test func givesAnOpaqueTokenToTheOpaqueClient() async throws {
    let answer = try await TestOrg().send(
      tokenRequest("grant_type=client_credentials&client_id=opaque&client_secret=s")
    ).json
    #expect(answer["access_token"]?.string?.hasPrefix("00Dfj000006FdbR!AQ") == true)
    #expect(answer["token_format"] == nil)
    #expect(answer["api_instance_url"] == nil)
  }
}
