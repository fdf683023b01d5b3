import Glibc
import Testing

/// The org's app as files.
@Suite struct AuthAppTests {
  private static let mail = ["--contact-email", "admin@example.com"]

  private func app(_ words: [String], in alone: Alone) async throws -> Outcome {
    var call = alone.call()
    call.words = ["auth", "app"] + words
    return try await call.run()
  }

  /// Runs another program and returns what it prints.
  private func printed(_ script: String, in alone: Alone) async throws -> Outcome {
    var call = Call.shell("cd && \(script)")
    call.environment["HOME"] = alone.home.path
    return try await call.run()
  }

  @Test(arguments: ["web", "jwt-bearer", "client-credentials"])
  func isAProjectOfWellFormedFiles(_ flow: String) async throws {
    let alone = try Alone()
    let outcome = try await app(
      ["\(alone.home.path)/new/app", "--flow", flow, "--label", "A & <B>", "--name", "My_App"] + Self.mail,
      in: alone)
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(outcome.errors == "")
    #expect(
      outcome.output.contains("\n  cd \(alone.home.path)/new/app && sf project deploy start --source-dir"))
    #expect(outcome.output.contains("\n  sfmodels auth login --flow \(flow) --domain MY-DOMAIN"))
    let files = try alone.home.files().filter { $0.hasPrefix("new/app/") }
    #expect(files.count == 8, "\(files)")
    expect(
      try await printed(
        "find new -name '*.xml' | xargs xmllint --noout && tail -n 1 new/app/sfdx-project.json", in: alone),
      is: Told(
        0, #"{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"66.0"}"# + "\n",
        ""))
  }

  @Test func aPrivateKeyStaysOutsideAndIsUsedAgain() async throws {
    let alone = try Alone()
    var said: [String] = []
    for name in ["one", "two"] {
      let words = ["\(alone.home.path)/\(name)", "-p", "ci/1", "--flow", "jwt-bearer"] + Self.mail
      let outcome = try await app(words, in: alone)
      #expect(outcome.exit == 0, "\(outcome.told)")
      said += outcome.output.split(separator: "\n").filter { $0.contains("auth login") }.map(String.init)
    }
    #expect(said[0] == said[1] && said[0].contains("-p ci/1 --flow jwt-bearer"))
    let keys = try alone.home.files().filter { $0.hasSuffix(".key") }
    #expect(keys.count == 1 && keys[0].hasPrefix(".config/sfmodels/keys/"), "\(keys)")
    #expect(Home.permissions(of: "\(alone.home.path)/\(keys[0])") == "600")
    #expect(said[0].contains("--private-key \(alone.home.path)/\(keys[0]) --username USER"))
    let oAuth = "force-app/main/default/extlClntAppGlobalOauthSets/sfmodels_glbloauth.ecaGlblOauth-meta.xml"
    let script = """
      openssl pkey -in \(keys[0]) -pubout >key.pub && for i in one two; do
        xmllint --xpath '//*[local-name()="certificate"]/text()' $i/\(oAuth) >$i.pem
        openssl x509 -in $i.pem -noout -pubkey | cmp - key.pub && openssl verify -CAfile $i.pem $i.pem
        openssl x509 -in $i.pem -noout -text | grep -E -o 'Public-Key: .*|sha256.*' | sort -u
      done
      """
    let each = "Public-Key: (2048 bit)\nsha256WithRSAEncryption\n"
    expect(
      try await printed(script, in: alone), is: Told(0, "one.pem: OK\n\(each)two.pem: OK\n\(each)", ""))
  }

  @Test(arguments: [
    ([], "'sfmodels auth app' needs DIR"), (["full"], "'full' has something in it already"),
    (["full/file"], "'full/file' is no folder"),
    (["new", "--flow", "saml"], "option '--flow': 'saml' is not one of web, jwt-bearer, client-credentials"),
    (["new", "--run-as", "me"], "--run-as and --flow web cannot be used together"),
    (["new", "--contact-email", "me"], "option '--contact-email': 'me' is no address of mail"),
    (["new", "--api-version", "64.0"], "option '--api-version': '64.0' is no API version from 65.0 on"),
    (["new", "--api-version", "sixty"], "option '--api-version': 'sixty' is no API version"),
    (["new", "--name", "a-b"], "option '--name': 'a-b' is no name of an app"),
    (["new", "--name", "a__b"], "option '--name': 'a__b' is no name of an app"),
    (["new", "--label", " "], "option '--label': ' ' is no line of text"),
    (["new", "--callback-port", "70000"], "option '--callback-port': '70000' is not a port from 0 to 65535"),
    (["new"], "nobody can be asked here: there is no terminal"),
  ])
  func whatIsWrongIsNamedAndNothingIsWritten(_ words: [String], _ complaint: String) async throws {
    let alone = try Alone()
    try alone.home.write("text", to: "full/file")
    var call = Call.shell(#"cd && exec "$0" auth app "$@""#)
    call.words +=
      words + (words.isEmpty || words == ["new"] || words.contains("--contact-email") ? [] : Self.mail)
    call.environment["HOME"] = alone.home.path
    let outcome = try await call.run()
    #expect(outcome.exit == 2, "\(outcome.told)")
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("sfmodels: \(complaint)"), "\(outcome.errors)")
    #expect(try alone.home.files() == ["full/file"])
  }

  /// What the profile remembers of a key may be wrong by now.
  @Test(arguments: [
    ("rm \"$K\"", 0, ""),
    ("echo garbage >\"$K\"", 2, "sfmodels: nothing can be signed with the private key in '"),
    ("chmod 644 \"$K\"", 2, "can be read or changed by others (mode 644)"),
  ])
  func aKeyThatIsRememberedIsLookedAt(_ change: String, _ exit: Int32, _ said: String) async throws {
    let alone = try Alone()
    let app = "\"$0\" auth app --flow jwt-bearer --contact-email a@b.com"
    let outcome = try await printed(
      "\(app) one >said && K=$(echo .config/sfmodels/keys/*.key) && \(change) && \(app) two >said", in: alone)
    #expect(outcome.exit == exit, "\(outcome.told)")
    #expect(outcome.errors.contains(said) && outcome.errors.isEmpty == said.isEmpty, "\(outcome.told)")
    #expect(try alone.home.files().contains { $0.hasPrefix("two/") } == (exit == 0))
  }

  @Test func aProfileThatIsSignedInIsNotChanged() async throws {
    let alone = try Alone()
    let settings = "[profile.default]\ndomain = \"https://acme.my.salesforce.com\"\nclient-id = \"3MVG9\"\n"
    try alone.home.write(settings, to: alone.home.settings)
    let outcome = try await app(["\(alone.home.path)/new"] + Self.mail, in: alone)
    expect(
      outcome,
      is: Told(
        2, "",
        """
        sfmodels: profile 'default' is signed in through another app
          hint: choose a new profile with -p NAME, or 'sfmodels auth logout' first

        """))
    #expect(try alone.home.read(alone.home.settings) == settings)
    #expect(try alone.home.files().filter { $0.hasPrefix("new") } == [])
  }

  @Test func whereNothingCanBeWrittenNothingIsLeft() async throws {
    let alone = try Alone()
    let outcome = try await app(["/proc/none/app"] + Self.mail, in: alone)
    #expect(outcome.exit == 1, "\(outcome.told)")
    #expect(outcome.errors.hasPrefix("sfmodels: cannot write '/proc/none"), "\(outcome.errors)")
  }

  @Test func aPersonIsAskedForTheAddress() async throws {
    let home = try Home()
    let (screen, ending) = try await onThread {
      let environment = ["HOME": home.path, "TERM": "xterm"]
      let terminal = try Terminal(["auth", "app", "\(home.path)/app"], environment: environment)
      try terminal.awaits("Contact address of the app (mail): ")
      terminal.type("nobody\r")
      try terminal.awaits("is no address of mail, such as admin@example.com")
      terminal.type("admin@example.com\r")
      try terminal.awaits("is written to")
      return try terminal.finish()
    }
    #expect(ending == .exit(0), "\(screen)")
    #expect(try home.files().contains("app/manifest/package.xml"))
  }
}
