import Glibc
import Testing

/// One diagnosis, two printers: `doctor` names the step at which a plain command ends, and ends as that does.
@Suite struct DoctorTests {
  struct Setup: Sendable, CustomTestStringConvertible {
    var name: String
    /// As `--json` names it.
    var step: String
    var exit: Int32
    /// The beginning of what both say.
    var cause: String
    var script: [String: [Turn]] = [:]
    /// In place of what the org's user has; empty takes a variable away.
    var variables: [String: String] = [:]
    var settings: String?
    var settingsMode: mode_t = 0o600
    var credentials: String?
    var credentialsMode: mode_t = 0o600
    var words: [String] = []

    var testDescription: String { name }
  }

  /// Of a user whose credentials are in files.
  private static let inFiles = [
    "SFMODELS_CLIENT_ID": "", "SFMODELS_CLIENT_SECRET": "",
  ]
  private static let client = "[profile.default]\nclient-id = \"3MVG9.key\"\n"

  private static func refused(_ error: String, _ description: String) -> [String: [Turn]] {
    [
      Documents.token: [
        .answer(400, #"{"error":"\#(error)","error_description":"\#(description)"}"#).always
      ]
    ]
  }

  private static func call(_ turn: Turn) -> [String: [Turn]] { [Documents.generations: [turn.always]] }

  private static func scoped(_ scope: String) -> Turn {
    .answer(
      200, #"{"access_token":"\#(Documents.webToken())","scope":"\#(scope)","token_type":"Bearer"}"#)
  }

  static let setups =
    TokenFaultTests.refusals.map { refusal in
      Setup(
        name: "\(refusal.error): \(refusal.description)", step: "token", exit: refusal.exit,
        cause: "the org refused to give out a token: ",
        script: refused(refusal.error, refusal.description))
    } + [
      Setup(
        name: "nobody signed in", step: "configuration", exit: 3, cause: "not signed in as profile 'default'",
        variables: ["SFMODELS_DOMAIN": "", "SFMODELS_CLIENT_ID": "", "SFMODELS_CLIENT_SECRET": ""]),
      Setup(
        name: "a secret alone is missing", step: "configuration", exit: 3,
        cause: "not signed in as profile 'default'", variables: ["SFMODELS_CLIENT_SECRET": ""]),
      Setup(
        name: "half a settings file", step: "configuration", exit: 2, cause: "", settings: "[profile"),
      Setup(
        name: "a profile that there is not", step: "configuration", exit: 2, cause: "",
        settings: client, words: ["-p", "prod"]),
      Setup(
        name: "aliases in a circle", step: "configuration", exit: 2, cause: "",
        settings: "[alias]\na = \"b\"\nb = \"a\"\n", words: ["-m", "a"]),
      Setup(
        name: "a certificate without its key", step: "configuration", exit: 2,
        cause: "--cert and --key go together", words: ["--cert", "c.pem"]),
      Setup(
        name: "secrets that others can read", step: "permissions", exit: 2, cause: "", variables: inFiles,
        settings: client, credentials: "[profile.default]\nclient-secret = \"s3cret-of-files\"\n",
        credentialsMode: 0o644),
      Setup(
        name: "a command that others can change", step: "permissions", exit: 2, cause: "", variables: inFiles,
        settings: client + "client-secret-command = \"echo s3cret\"\n", settingsMode: 0o666),
      Setup(
        name: "a command that fails", step: "token", exit: 3,
        cause: "the command that should print the client secret failed", variables: inFiles,
        settings: client + "client-secret-command = \"exit 7\"\n"),
      Setup(
        name: "no such file of certificates", step: "tls", exit: 2, cause: "no certificate can be read from",
        variables: ["SFMODELS_DOMAIN": "https://127.0.0.1:1"], words: ["--ca-file", "/none/such"]),
      Setup(
        name: "no certificate in the file", step: "tls", exit: 2, cause: "no certificate can be read from",
        variables: ["SFMODELS_DOMAIN": "https://127.0.0.1:1", "SSL_CERT_FILE": "/etc/passwd"]),
      Setup(
        name: "a folder without certificates", step: "tls", exit: 2, cause: "no certificate can be read from",
        variables: ["SFMODELS_DOMAIN": "https://127.0.0.1:1", "SSL_CERT_DIR": "/proc"]),
      Setup(
        name: "a proxy that is none", step: "proxy", exit: 2,
        cause: "the variable HTTPS_PROXY holds no usable proxy",
        variables: ["HTTPS_PROXY": "ftp://x"]),
      Setup(
        name: "a proxy that is not there", step: "proxy", exit: 5, cause: "no token from https://",
        variables: ["SFMODELS_DOMAIN": "https://acme.my.salesforce.com", "HTTPS_PROXY": "http://127.0.0.1:1"]),
      Setup(
        name: "nobody listens", step: "connection", exit: 5, cause: "no token from http://127.0.0.1:1",
        variables: ["SFMODELS_DOMAIN": "http://127.0.0.1:1"]),
      Setup(
        name: "no TLS where it should be", step: "tls", exit: 5, cause: "no token from https://127.0.0.1:",
        variables: ["SFMODELS_DOMAIN": "https"]),
      Setup(
        name: "plain http to the org", step: "host", exit: 2, cause: "",
        variables: ["SFMODELS_DOMAIN": "http://acme.my.salesforce.com"]),
      Setup(
        name: "plain http to the API", step: "host", exit: 2, cause: "",
        variables: ["SFMODELS_BASE_URL": "http://api.example.com"]),
      Setup(
        name: "a page in place of a token", step: "token", exit: 1, cause: "",
        script: [Documents.token: [Turn.answer(200, "<html>login</html>").always]]),
      Setup(
        name: "a redirect in place of a token", step: "token", exit: 1, cause: "",
        script: [
          Documents.token: [
            Turn.answer(302, "", headers: ["Location: https://login.salesforce.com/"]).always
          ]
        ]),
      Setup(
        name: "a session id in place of a token", step: "form", exit: 3,
        cause: "the token is not a JSON Web Token",
        script: [
          Documents.token: [Turn.answer(200, #"{"access_token":"00Dxx0000001gER!AQEAQ"}"#).always]
        ], variables: ["SFMODELS_BASE_URL": ""]),
      Setup(
        name: "a token without the scope", step: "scopes", exit: 3,
        cause: "the service does not accept the token",
        script: [
          Documents.token: [scoped("api refresh_token").always],
          Documents.generations: [Documents.error(401, "INVALID_AUTH", "no").always],
        ]),
      Setup(
        name: "a token that is not accepted", step: "call", exit: 3,
        cause: "the service does not accept the token",
        script: call(Documents.error(401, "INVALID_AUTH", "Token is not a valid OrgJWT"))),
      Setup(
        name: "no permission", step: "call", exit: 3, cause: "the org does not permit this request",
        script: call(Documents.error(403, "NOT_FOUND", "User forbidden"))),
      Setup(
        name: "no such model", step: "call", exit: 1, cause: "the org has no model",
        script: call(Documents.error(404, "NOT_FOUND", "Resource not found"))),
      Setup(
        name: "an empty 404", step: "call", exit: 1, cause: "the org has no model",
        script: call(.answer(404, ""))),
      Setup(
        name: "too many requests", step: "call", exit: 4, cause: "the rate limit is reached",
        script: call(Documents.error(429, "LIMIT_EXCEEDED", "Too many"))),
      Setup(
        name: "a busy service", step: "call", exit: 5, cause: "the service is busy",
        script: call(Documents.error(423, "NOT_FOUND", "Server is busy"))),
      Setup(
        name: "a service that is away", step: "call", exit: 5, cause: "the service is not available",
        script: call(Documents.error(503, "INTERNAL_ERROR", "unavailable"))),
      Setup(
        name: "a service that fails", step: "call", exit: 1, cause: "the service failed",
        script: call(Documents.error(500, "INTERNAL_ERROR", "oops"))),
      Setup(
        name: "another host than the API's", step: "call", exit: 1, cause: "the service's answer is no JSON",
        script: call(.answer(200, "<html>hello</html>"))),
      Setup(
        name: "a redirect in place of an answer", step: "call", exit: 1, cause: "the service redirects to",
        script: call(.answer(301, "", headers: ["Location: https://elsewhere.example/"]))),
    ]

  @Test(arguments: setups)
  func endsWhereAPlainCommandEnds(_ setup: Setup) async throws {
    let org = try Org(setup.script)
    if let text = setup.settings { try org.home.write(text, to: org.home.settings, mode: setup.settingsMode) }
    if let text = setup.credentials {
      try org.home.write(text, to: org.home.credentials, mode: setup.credentialsMode)
    }
    var outcomes: [Outcome] = []
    for words in [["generate", "hello"], ["doctor", "--json"]] {
      var call = org.call()
      call.words = words + ["--retries", "0", "-q"] + setup.words
      for (name, value) in setup.variables {
        let isSecure = name == "SFMODELS_DOMAIN" && value == "https"
        call.environment[name] =
          isSecure ? org.server.address.replacing("http://", with: "https://") : value
      }
      outcomes.append(try await call.run())
    }
    let (plain, doctor) = (outcomes[0], outcomes[1])
    #expect(plain.exit == setup.exit, "\(plain.told)")
    #expect(doctor.exit == setup.exit, "\(doctor.told)")
    #expect(plain.errors.hasPrefix("sfmodels: \(setup.cause)"), "\(plain.told)")
    #expect(plain.errors.contains("\n  hint: ") || plain.exit == 2 || setup.step == "call", "\(plain.told)")
    let failed = doctor.output.matches(of: /"step":"([a-z]+)","state":"failed"/).map { String($0.1) }
    #expect(failed == [setup.step], "\(doctor.output)")
    let sentence = plain.errors.prefix { $0 != "\n" }.dropFirst("sfmodels: ".count)
    let message = sentence.replacing(#"\"#, with: #"\\"#).replacing("\"", with: "\\\"")
    #expect(doctor.output.contains("\"message\":\"\(message)\""), "\(doctor.output)")
    #expect(doctor.output.hasSuffix("\"exit\":\(setup.exit)}\n"))
    for outcome in outcomes {
      #expect(!outcome.output.contains(Documents.secret) && !outcome.errors.contains(Documents.secret))
    }
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
