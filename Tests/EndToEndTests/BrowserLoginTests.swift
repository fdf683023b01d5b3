import FoundationEssentials
import Testing

/// Signing in with a real browser: Debian's Chromium, without a screen. Nothing is pasted or sent by the test itself.
@Suite(.enabled(if: Call.isProgram("/usr/bin/chromium"), "chromium is not installed"))
struct BrowserLoginTests {
  private typealias Setting = LoginFlowTests.Setting

  @Test func aPersonPressesAllowAndGoesBackToTheTerminal() async throws {
    let world = try Setting(
      .init(asksForConsent: true), [Documents.generations: [Documents.generation.always]])
    let (page, outcome) = try await Self.login(world, pressing: "allow")
    let address = world.org.server.address
    expect(outcome, is: Told(0, "Signed in to \(address) as profile 'default'.\n", outcome.errors))
    #expect(page.hasSuffix("The org has let you in. You can close this page and go back to the terminal.\n"))
    #expect(world.oauth.refusals == [])
    expect(
      try await world.run(["generate", "hello", "--base-url", address]),
      is: Told(0, "Once upon a time.\n", ""))
    #expect(world.oauth.count == 1)
  }

  @Test func aPersonWhoPressesDenyIsNotSignedIn() async throws {
    let world = try Setting(.init(asksForConsent: true))
    let (page, outcome) = try await Self.login(world, pressing: "deny")
    #expect(outcome.exit == 3, "\(outcome.told)")
    #expect(outcome.errors.contains("access was denied in the browser"), "\(outcome.errors)")
    #expect(page.contains("The org did not let sfmodels in: access_denied, no<b>no."), "\(page)")
    #expect(page.contains("Go back to the terminal"), "\(page)")
    #expect(world.oauth.count == 0)
  }

  @Test func thePretendOrgLetsThePersonIn() async throws {
    let home = try Home()
    let (page, outcome, token) = try await EmulatorTests.withEmulator { address, _ in
      let (page, outcome) = try Self.login(at: address, home, pressing: "allow")
      var call = Call(["auth", "token"])
      call.environment = ["HOME": home.path]
      return (page, outcome, try Child(call).finish())
    }
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(page.contains("The org has let you in"), "\(page)")
    #expect(token.exit == 0 && token.output.hasPrefix("ey"), "\(token.errors)")
  }

  private static func login(_ world: Setting, pressing button: String) async throws -> (String, Outcome) {
    let (home, address) = (world.org.home, world.org.server.address)
    return try await onThread { try login(at: address, home, pressing: button) }
  }

  /// What the last page says, and how the program ended.
  private static func login(at address: String, _ home: Home, pressing button: String) throws -> (
    String, Outcome
  ) {
    try installOpener(in: home, pressing: button)
    var call = Call([
      "auth", "login", "--flow", "web", "--domain", address, "--client-id", "3MVG9.key", "--callback-port",
      String(try Loopback.unusedPort()),
    ])
    call.environment = ["HOME": home.path, "PATH": "\(home.path)/bin:/usr/bin:/bin"]
    call.limit = 300
    let outcome = try Child(call).finish()
    let page = try? home.awaited("page")
    let log = (try? home.read("\(home.path)/browser.log")) ?? ""
    return (try #require(page, "\(outcome.told) \(log)"), outcome)
  }

  /// Puts a browser in the place of the one that the desktop would choose. A shell writes it: a file that this process
  /// has just written may be open in a child of another test, and cannot be run as long as it is.
  private static func installOpener(in home: Home, pressing button: String) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Clients/consent.py").path
    let opener = """
      mkdir '\(home.path)/bin' && cat >'\(home.path)/bin/xdg-open' <<'END' && chmod 700 '\(home.path)/bin/xdg-open'
      #!/bin/sh
      cd '\(home.path)'
      python3 -B '\(script)' "$1" \(button) '\(home.path)/chromium' >page.part 2>browser.log
      mv page.part page
      END
      """
    #expect(try Child(Call.shell(opener)).finish().exit == 0)
  }
}
