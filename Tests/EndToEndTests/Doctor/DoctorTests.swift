import Glibc
import Testing

/// One diagnosis, two printers: `doctor` names the step at which a plain command ends, and ends as that does.
@Suite struct DoctorTests {
  @Test(arguments: BrokenSetup.all)
  func endsWhereAPlainCommandEnds(_ setup: BrokenSetup) async throws { try await Self.expectAlike(setup) }

  @Test(.enabled(if: Faketime.preload != nil, "faketime is not installed"), arguments: BrokenSetup.clocks)
  func aWrongClockEndsWhereAPlainCommandEnds(_ setup: BrokenSetup) async throws {
    try await Self.expectAlike(setup)
  }

  private static func expectAlike(_ setup: BrokenSetup) async throws {
    let (setup, plain, doctor) = try await setup.run()
    #expect(plain.exit == setup.exit, "\(plain.told)")
    #expect(doctor.exit == setup.exit, "\(doctor.told)")
    // Before it stands at most what is wrong with the clock.
    let report = plain.errors.split(separator: "\n").drop { !$0.hasPrefix("sfmodels: \(setup.cause)") }
    let sentence = try #require(report.first, "\(plain.told)").dropFirst("sfmodels: ".count)
    let hints = report.filter { $0.hasPrefix("  hint: ") }
    let others = plain.errors.split(separator: "\n").filter {
      $0.hasPrefix("  request id: ") || $0.hasPrefix("sfmodels: warning: ")
    }
    let told = [sentence] + hints + others
    #expect(setup.cure != "" && told.contains { $0.contains(setup.cure) }, "\(plain.told)")
    let failed = doctor.output.matches(of: /"step":"([a-z]+)","state":"failed"/).map { String($0.1) }
    #expect(failed == [setup.step], "\(doctor.output)")
    expectMember("message", sentence, in: doctor)
    for hint in hints {
      expectMember("hint", hint.dropFirst("  hint: ".count), in: doctor)
    }
    #expect(doctor.output.hasSuffix("\"exit\":\(setup.exit)}\n"))
    for outcome in [plain, doctor] {
      #expect(!outcome.output.contains(Documents.secret) && !outcome.errors.contains(Documents.secret))
    }
  }

  /// That the doctor says the same, but for the time of day, which goes on between the two.
  private static func expectMember(_ name: String, _ said: Substring, in doctor: Outcome) {
    let timeOfDay = /T\d\d:\d\d:\d\dZ/
    let json = said.replacing(timeOfDay, with: "").replacing(#"\"#, with: #"\\"#)
      .replacing("\"", with: "\\\"")
    #expect(
      doctor.output.replacing(timeOfDay, with: "").contains("\"\(name)\":\"\(json)\""), "\(doctor.output)")
  }

  /// What is wrong before there is anything to walk through.
  @Test(arguments: [
    (["SFMODELS_DOMAIN": "ftp://acme"], [], "environment variable SFMODELS_DOMAIN: 'ftp://acme' is not"),
    (["SFMODELS_TIMEOUT": "soon"], [], "environment variable SFMODELS_TIMEOUT: 'soon' "),
    ([:], ["--ca-file", ""], "option '--ca-file': '' is empty"),
  ])
  func aValueThatCannotBeIsNamedAlike(_ variables: [String: String], _ words: [String], _ cause: String)
    async throws
  {
    let org = try Org()
    var outcomes: [Outcome] = []
    for command in [["generate", "hello"], ["doctor"]] {
      var call = org.call()
      call.words = command + words
      call.environment.merge(variables) { $1 }
      outcomes.append(try await call.run())
    }
    #expect(outcomes.allSatisfy { $0.exit == 2 && $0.errors.hasPrefix("sfmodels: \(cause)") })
    #expect(outcomes[0].errors == outcomes[1].errors)
  }

  @Test(.enabled(if: Faketime.preload != nil, "faketime is not installed"), arguments: ["+5h", "-5h", "-3y"])
  func aWrongClockAloneIsToldAndStopsNobody(_ clock: String) async throws {
    let org = try Org.answering()
    let warning = "this machine's clock is wrong, or the org's"
    let plain = try await org.run("generate", "hello", "-q", with: Faketime.variables(clock))
    #expect(plain.exit == 0 && plain.output == "Once upon a time.\n", "\(plain.told)")
    #expect(plain.errors.contains(warning), "\(plain.errors)")
    unlink(try org.home.tokenFile())
    let doctor = try await org.run("doctor", "-q", "--retries", "0", with: Faketime.variables(clock))
    #expect(doctor.exit == 0, "\(doctor.told)")
    #expect(doctor.output.contains("passed  clock          \(warning)"), "\(doctor.output)")
  }

  @Test(arguments: ["TLSv1.2", "TLSv1.3", "TLSv1 TLSv1.1 TLSv1.2"])
  func eachVersionOfTLSThatIsSafeWillDo(_ versions: String) async throws {
    let org = try Org.answering()
    let front = try TLSFront(before: org.server.address, in: org.home, .init(versions: versions))
    defer { withExtendedLifetime(front) {} }
    let secure = [
      "SFMODELS_DOMAIN": front.address, "SFMODELS_BASE_URL": front.address,
      "SSL_CERT_FILE": Certificates.file("ca.pem"),
    ]
    expect(try await org.run("generate", "hello", with: secure), is: Told(0, "Once upon a time.\n", ""))
    let doctor = try await org.run("doctor", "--retries", "0", "-q", with: secure)
    #expect(doctor.exit == 0, "\(doctor.told)")
    #expect(doctor.output.contains("passed  TLS            the hosts are who they say\n"), "\(doctor.output)")
  }

  @Test func whereAllIsWellEachStepPasses() async throws {
    let outcome = try await Alone().run("doctor", "--emulator", "-q")
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(outcome.errors == "")
    let states = outcome.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(Set(states) == ["passed", "skipped"], "\(outcome.output)")
  }

  @Test func nothingIsSentOffline() async throws {
    let org = try Org()
    let outcome = try await org.run("doctor", "--offline")
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(org.server.requests.isEmpty)
    #expect(outcome.output.hasPrefix("passed  configuration"), "\(outcome.output)")
    #expect(outcome.output.contains("skipped call           nothing is sent with --offline\n"))
  }

  /// Without a place to keep it, each who asks for a token would get one of their own.
  @Test(arguments: ["HOME", ""])
  func oneTokenIsEnough(_ missing: String) async throws {
    let org = try Org.answering()
    var call = org.call("doctor")
    call.environment[missing] = nil
    let outcome = try await call.run()
    #expect(outcome.exit == 0, "\(outcome.told)")
    #expect(org.server.requests(to: Documents.token).count == 1)
  }

  @Test func aReportHoldsNoSecret() async throws {
    let org = try Org([Documents.generations: [Documents.error(403, "NOT_FOUND", Documents.secret).always]])
    let outcome = try await org.run("doctor", "--report", "-q", "--retries", "0")
    #expect(outcome.exit == 3, "\(outcome.told)")
    for words in ["sfmodels 0.", " on Linux ", "SFMODELS_CLIENT_SECRET", "failed  call"] {
      #expect(outcome.output.contains(words), "\(outcome.output)")
    }
    #expect(!outcome.output.contains(Documents.secret) && !outcome.errors.contains(Documents.secret))
  }

  @Test(arguments: [
    (["--json", "--report"], "--json and --report cannot be used together"),
    (["--dry-run"], "--dry-run: --offline sends nothing"),
    (["word"], "'sfmodels doctor' does not know what to do with 'word'"),
  ])
  func whatIsWrongIsNamed(_ words: [String], _ complaint: String) async throws {
    var call = try Alone().call("doctor")
    call.words += words
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains(complaint), "\(outcome.errors)")
  }
}
