import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// What a login proves itself with appears in no output, in no file that others can read, and on no command line.
@Suite struct LoginSecretTests {
  private static func search(_ secrets: [String], in outcome: Outcome, _ home: Home) throws {
    for secret in secrets {
      #expect(!outcome.output.contains(secret), "\(outcome.output)")
      #expect(!outcome.errors.contains(secret), "\(outcome.errors)")
    }
    for file in try home.files() where !file.hasSuffix(".lock") {
      #expect(Home.permissions(of: "\(home.path)/\(file)") == "600", "\(file)")
    }
  }

  @Test func aSignedStatementIsNotShown() async throws {
    let setting = try LoginFlowTests.Setting()
    let key = try setting.org.home.write(TestKeys.encryptedPKCS8, to: "key.pem")
    let outcome = try await setting.login([
      "-v", "--private-key", key, "--username", "ci@acme.example", "--passphrase-command", "echo sesame",
    ])
    #expect(outcome.exit == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("assertion=***"), "\(outcome.errors)")
    let sent = setting.org.server.requests(to: Documents.token).map { Form($0.body)["assertion"] ?? "" }
    let kept = try setting.org.keptToken()
    try Self.search(
      sent.flatMap { $0.split(separator: ".").map(String.init) } + [kept, TestKeys.passphrase], in: outcome,
      setting.org.home)
  }

  @Test func whatTheBrowserBringsIsNotShown() async throws {
    let setting = try LoginFlowTests.Setting()
    let (outcome, commandLine) = try await onThread {
      let login = try WebLoginTests.SignIn(setting, ["--no-browser", "-v"])
      let commandLine = try Descriptor.file("/proc/\(login.child.process)/cmdline", O_RDONLY).readWhole()
      _ = try login.open(try login.sentBack(by: setting))
      return (try login.child.finish(), commandLine)
    }
    #expect(outcome.exit == 0, "\(outcome.errors)")
    let sent = Form(try #require(setting.org.server.requests(to: Documents.token).first).body)
    let secrets = [
      try #require(sent["code"]), try #require(sent["code_verifier"]), try setting.org.keptToken(),
      try #require(setting.oauth.refreshTokens.first),
    ]
    try Self.search(secrets, in: outcome, setting.org.home)
    #expect(!secrets.contains { commandLine.contains($0) })
  }
}
