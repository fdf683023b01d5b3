import Authorization
import Synchronization
import TestSupport
import Testing
import Wire

/// A refresh token gets tokens, and may bring the next of its kind.
struct RefreshTokenGrantTests {
  private static func token(
    _ upstream: ScriptedService, kept: [String], secret: String? = nil
  ) async throws -> (AccessToken, replaced: [String]) {
    let replaced = Recorder<String>()
    let looks = Mutex(kept)
    let endpoint = TokenEndpoint(
      domain: acme, service: upstream, retrying: RetryLoop(RetryPolicy(retries: 0), pause: noPause),
      now: { start })
    let grant = RefreshTokenGrant(
      endpoint, clientID: "k", secret: { secret },
      kept: { looks.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } },
      keep: { replaced.record("\($1) > \($0)") })
    return (try await grant.token(), replaced.entries)
  }

  private static let refusal =
    #"{"error":"invalid_grant","error_description":"expired access/refresh token"}"#

  @Test(arguments: [
    (#"{"access_token":"t"}"#, []), (#"{"access_token":"t","refresh_token":"r2"}"#, ["r1 > r2"]),
    (#"{"access_token":"t","refresh_token":"r1"}"#, []), (#"{"access_token":"t","refresh_token":""}"#, []),
  ])
  func theNextOneTakesItsPlace(_ answer: String, _ replaced: [String]) async throws {
    let upstream = ScriptedService(success(answer))
    let fetched = try await Self.token(upstream, kept: ["r1"])
    #expect(fetched.0.text == "t")
    #expect(fetched.replaced == replaced)
    #expect(upstream.bodies == ["grant_type=refresh_token&refresh_token=r1&client_id=k"])
  }

  @Test func aSecretIsShownWhereThereIsOne() async throws {
    let upstream = ScriptedService(success(#"{"access_token":"t"}"#))
    _ = try await Self.token(upstream, kept: ["r1"], secret: "s3")
    #expect(upstream.bodies == ["grant_type=refresh_token&refresh_token=r1&client_id=k&client_secret=s3"])
  }

  @Test func whatAnotherProcessKeptMeanwhileIsTried() async throws {
    let upstream = ScriptedService(
      .answer(status: 400, Self.refusal), .json(#"{"access_token":"t","refresh_token":"r3"}"#))
    let fetched = try await Self.token(upstream, kept: ["r1", "r2"])
    #expect(fetched.0.text == "t")
    #expect(fetched.replaced == ["r2 > r3"])
  }

  @Test func oneThatIsOverIsARefusal() async {
    await #expect(throws: AuthorizationFailure.refused(OAuthRefusal(Array(Self.refusal.utf8))!, domain: acme))
    {
      try await Self.token(ScriptedService(.answer(status: 400, Self.refusal)), kept: ["r1"])
    }
  }
}
