import Authorization
import FoundationEssentials
import Testing
import Wire

/// What tokens say of themselves.
struct TokenClaimsTests {
  private static let payload = """
    {"scp":"sfap_api api","aud":["https://api.salesforce.com","https://acme.my.salesforce.com"],"sub":"uid:005xx",
    "nbf":784111762,"mty":"oauth","sfi":"x","roles":[],"iss":"https://acme.my.salesforce.com","hsc":false,
    "exp":784113577,"iat":784111777,"client_id":"3MVG9"}
    """

  @Test func readsASalesforceToken() throws {
    let header = """
      {"tnk":"core/prod/00Dxx0000000001EAA","ver":"1.0","kid":"CORE_ATJWT.00Dxx.1","tty":"sfdc-core-token",\
      "typ":"JWT","alg":"RS256"}
      """
    let claims = try #require(TokenClaims(webToken(header: header, payload: Self.payload)))
    #expect(claims.expiry == start + 1800)
    #expect(claims.issued == start)
    #expect(claims.issuer == "https://acme.my.salesforce.com")
    #expect(claims.scope == "sfap_api api")
    #expect(claims.subject == "uid:005xx")
    #expect(claims.tenant == "core/prod/00Dxx0000000001EAA")
  }

  /// Beyond the year 9999 no date can be written, and before 1970 nobody gave out tokens.
  @Test(arguments: [
    ("784113577", 1800), ("784113577.5", 1800.5), ("7.84113577e8", 1800), ("253402300799", 252_618_189_022),
    ("253402300800", nil), ("9223372036854775807", nil), ("9223372036854775808", nil), ("1e300", nil),
    ("1e999", nil), ("-1", nil), ("-1e300", nil), ("\"784113577\"", nil), ("\"NaN\"", nil), ("null", nil),
  ])
  func datesThatCannotBeAreNone(_ number: String, _ seconds: Double?) {
    let token = webToken(payload: "{\"exp\":\(number),\"iat\":\(number)}")
    let date = seconds.map { start + $0 }
    let claims = TokenClaims(token)
    #expect([claims?.expiry, claims?.issued] == [date, date])
    let read = AccessToken(token, received: start)
    #expect(read.expiry == date ?? start + 1800)
    #expect(!read.expiry.formatted(.iso8601).isEmpty)
    #expect(read.isAlive(at: start) == (read.expiry > start))
    _ = read.isFresh(at: start)
  }

  @Test(arguments: [
    (#"{"scp":"api sfap_api"}"#, "api sfap_api"), (#"{"scp":["api","sfap_api"]}"#, "api sfap_api"),
    (#"{"scope":"api"}"#, "api"), (#"{"scp":null,"scope":["api"]}"#, "api"), (#"{"scp":[]}"#, ""),
    (#"{"scp":["api",7]}"#, "api"), (#"{"scp":7}"#, nil), ("{}", nil),
  ])
  func readsScopesAsStringOrArray(_ payload: String, _ scope: String?) {
    #expect(TokenClaims(webToken(payload: payload))?.scope == scope)
  }

  @Test(arguments: [
    (#"{"tnk":"core/a"}"#, #"{"tnk":"core/b"}"#, "core/a"), ("{}", #"{"tnk":"core/b"}"#, "core/b"),
    ("{}", "{}", nil),
  ])
  func looksForTheTenantInTheHeaderFirst(_ header: String, _ payload: String, _ tenant: String?) {
    #expect(TokenClaims(webToken(header: header, payload: payload))?.tenant == tenant)
  }

  @Test(arguments: [
    "", ".", "..", "...", "a.b.c", "eyJ.eyJ.x", "00Dxx!AQ.abc.def", "{}.{}.", "e30.e30", "e30.e30.e30.e30",
    "W10.e30.x", "e30.W10.x", "e30.IjEi.x", " e30.e30.x",
  ])
  func refusesWhatIsNoToken(_ text: String) {
    #expect(TokenClaims(text) == nil)
  }

  @Test func noCutBeforeTheSignaturePassesForAToken() {
    let token = webToken(payload: Self.payload)
    let signature = token.utf8.count - "c2lnbmF0dXJl".utf8.count
    for length in 0..<token.utf8.count {
      #expect((TokenClaims(String(token.prefix(length))) != nil) == (length >= signature), "cut at \(length)")
    }
  }

  @Test(arguments: [#"{"exp":"1","iat":null}"#, #"{"exp":[],"iss":1,"sub":2,"tnk":3,"scp":4}"#])
  func passesOverClaimsOfTheWrongKind(_ payload: String) throws {
    let claims = try #require(TokenClaims(webToken(header: "{}", payload: payload)))
    #expect(claims == TokenClaims(webToken(header: "{}", payload: "{}")))
  }
}
