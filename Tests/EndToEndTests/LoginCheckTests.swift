import Glibc
import TestSupport
import Testing

/// `auth status --check`: whether the org agrees.
@Suite struct LoginCheckTests {
  private static func world() async throws -> LoginFlowTests.Setting {
    let world = try LoginFlowTests.Setting()
    let key = try world.org.home.write(TestKeys.pkcs8, to: "key.pem")
    let words = ["--flow", "jwt-bearer", "--private-key", key, "--username", "ci@acme.example"]
    #expect(try await world.login(words).exit == 0)
    return world
  }

  @Test func whatWorksIsSignedIn() async throws {
    let world = try await Self.world()
    let status = try await world.run(["auth", "status", "--check"])
    #expect(status.exit == 0, "\(status.errors)")
    #expect(status.output.hasPrefix("default: signed in\n"), "\(status.output)")
    let json = try await world.run(["auth", "status", "--check", "--json"])
    #expect(json.output.contains(#""usable":true,"checked":true"#), "\(json.output)")
  }

  @Test func aTokenThatWasRevokedIsFoundOut() async throws {
    let world = try await Self.world()
    world.oauth.revokeAll()
    #expect(try await world.run(["auth", "status"]).exit == 0)
    let status = try await world.run(["auth", "status", "--check"])
    #expect(status.exit == 3)
    #expect(status.errors.contains("no longer takes the token"), "\(status.errors)")
  }

  @Test func credentialsThatNoLongerWorkAreFoundOutThoughTheTokenStillDoes() async throws {
    let world = try await Self.world()
    world.oauth.change { $0.user = "someone-else@acme.example" }
    let status = try await world.run(["auth", "status", "--check"])
    #expect(status.exit == 3)
    #expect(status.errors.contains("the user has not approved the app"), "\(status.errors)")
  }

  @Test(arguments: [true, false]) func aTokenOfElsewhereIsAskedAboutToo(_ isGood: Bool) async throws {
    let oauth = try await Self.world()
    let token = try oauth.org.keptToken()
    if !isGood { oauth.oauth.revokeAll() }
    let status = try await oauth.run(
      ["auth", "status", "--check", "--domain", oauth.org.server.address],
      with: ["SFMODELS_ACCESS_TOKEN": token])
    #expect(status.exit == (isGood ? 0 : 3), "\(status.errors)")
  }

  @Test func anOrgThatIsAwayIsNoRefusal() async throws {
    let world = try await Self.world()
    let (_, port) = try Loopback.socket()
    var call = Call(["auth", "status", "--check", "--retries", "0", "--domain", "http://127.0.0.1:\(port)"])
    call.environment = ["HOME": world.org.home.path]
    #expect(try await call.run().exit == 5)
  }
}
