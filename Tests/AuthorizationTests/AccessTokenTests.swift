import Authorization
import FoundationEssentials
import Testing

/// A token's life, as the provider sees it.
struct AccessTokenTests {
  /// A life of half an hour: three minutes before its end another is fetched. Of two hours: five minutes.
  @Test(arguments: [
    (0, 1800, 0, true, true), (0, 1800, 1619, true, true), (0, 1800, 1620, false, true),
    (0, 1800, 1799, false, true), (0, 1800, 1800, false, false), (0, 1800, 9999, false, false),
    (0, 7200, 6899, true, true), (0, 7200, 6900, false, true), (0, 10, 8, true, true),
    (0, 10, 9, false, true),
    // Clocks that disagree, and tokens that make no sense.
    (600, 2400, 0, true, true), (1800, 0, 1, false, false), (1800, 0, -1, true, true),
    (0, 0, 0, false, false),
  ])
  func isFreshUntilATenthOfItsLifeIsLeft(
    _ issued: Int, _ expiry: Int, _ age: Double, _ isFresh: Bool, _ isAlive: Bool
  ) {
    let token = AccessToken.named("t", from: issued, to: expiry)
    #expect(token.isFresh(at: start + age) == isFresh)
    #expect(token.isAlive(at: start + age) == isAlive)
  }

  @Test(arguments: [(0.0, true), (59, true), (60, false), (61, false)])
  func livesForSomeSecondsMore(_ seconds: Double, _ isAlive: Bool) {
    #expect(AccessToken.named("t", to: 60).isAlive(at: start, for: seconds) == isAlive)
  }

  @Test(arguments: ["opaque", webToken(payload: "{}"), webToken(payload: #"{"exp":"soon"}"#)])
  func livesHalfAnHourWhereItDoesNotSayHowLong(_ text: String) {
    let token = AccessToken(text, received: start)
    #expect([token.issued, token.expiry] == [start, start + 1800])
  }

  @Test func takesFromItsClaimsWhatTheAnswerDidNotSay() {
    let text = webToken(payload: #"{"iss":"https://acme.my.salesforce.com","scp":["api","sfap_api"]}"#)
    let bare = AccessToken(text, received: start)
    #expect([bare.instanceURL, bare.scope] == ["https://acme.my.salesforce.com", "api sfap_api"])
    let told = AccessToken(text, received: start, instanceURL: "https://x", scope: "api")
    #expect([told.instanceURL, told.scope] == ["https://x", "api"])
  }

  /// A server asks a token for its tenant with every request: nothing may be decoded then.
  @Test func keepsWhatItClaims() throws {
    let text = webToken(payload: #"{"sub":"uid:005xx"}"#)
    let token = AccessToken(text, received: start)
    #expect(token.claims == TokenClaims(text))
    #expect(Mirror(reflecting: token).children.contains { $0.label == "claims" })
    #expect(AccessToken("opaque", received: start).claims == nil)
  }

  @Test(arguments: [
    ("00Dxx0000001gPL!AR8AQJXg5oj8jXSgxJfA0lBog", true), ("00Dxx", false), ("opaque!x", false),
    (webToken(payload: "{}"), false),
  ])
  func knowsASessionID(_ text: String, _ isSessionID: Bool) {
    #expect(AccessToken(text, received: start).isSessionID == isSessionID)
  }

  @Test func aGivenTokenIsTakenAsItIs() async throws {
    let text = webToken(payload: "{}")
    #expect(try await GivenToken(text, now: { start }).token() == AccessToken(text, received: start))
    await #expect(throws: AuthorizationFailure.opaqueToken) {
      try await GivenToken("00Dxx!abc", now: { start }).token()
    }
  }
}
