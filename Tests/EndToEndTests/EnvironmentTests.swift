import FoundationEssentials
import Testing

/// Values that come from files of variables, and machines that lack what others have.
@Suite struct EnvironmentTests {
  @Test(arguments: [" ", "\r", "\r\n", "\t \n", "\u{A0}"])
  func whiteSpaceAtTheEndsOfAValueNeverCounts(_ space: String) async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let outcome = try await org.run(
      "generate", "hello",
      with: [
        "SFMODELS_DOMAIN": org.server.address + space,
        "SFMODELS_BASE_URL": space + org.server.address + space,
        "SFMODELS_CLIENT_ID": "3MVG9.key" + space, "SFMODELS_CLIENT_SECRET": space + Documents.secret + space,
        "SFMODELS_RETRIES": "2" + space, "SFMODELS_TIMEOUT": space, "NO_PROXY": "*" + space,
      ])
    expect(outcome, is: Told(0, "Once upon a time.\n", ""))
    #expect(
      org.server.requests.first?.body
        == "grant_type=client_credentials&client_id=3MVG9.key&client_secret=\(Documents.secret)")
  }

  @Test(arguments: [
    ("SFMODELS_CLIENT_SECRET", "\"hush-hush\"", "has quotation marks round its value"),
    ("SFMODELS_CLIENT_SECRET", "'hush-hush'", "has quotation marks round its value"),
    ("SFMODELS_CLIENT_SECRET", "hush\rhush", "has a line end within its value"),
    ("SFMODELS_CLIENT_ID", "\"hush-hush\"", "has quotation marks round its value"),
    ("SFMODELS_ACCESS_TOKEN", "\"hush-hush\"", "has quotation marks round its value"),
    ("SFMODELS_DOMAIN", "\"hush-hush\"", "has quotation marks round its value"),
  ])
  func theLikelyCauseIsNamed(_ variable: String, _ value: String, _ said: String) async throws {
    let refusal = Turn.answer(
      400, #"{"error":"invalid_client","error_description":"invalid client credentials"}"#)
    let org = try Org([
      Documents.token: [refusal.always],
      Documents.generations: [Documents.error(401, "INVALID", "no").always],
    ])
    let outcome = try await org.run("generate", "hello", with: [variable: value])
    #expect(outcome.exit == 2 || outcome.exit == 3)
    #expect(outcome.errors.contains("hint: \(variable) \(said)"), "\(outcome.errors)")
    if variable != "SFMODELS_DOMAIN" { #expect(!outcome.errors.contains("hush"), "\(outcome.errors)") }
  }

  /// A pretended org that names itself as the host of its API.
  private static func emulated() throws -> Org {
    try Org([Documents.generations: [Documents.generation.always]]) { request, _ in
      guard request.address == Documents.token else { return nil }
      return .answer(
        200,
        #"{"access_token":"\#(Documents.webToken())","api_instance_url":"http://\#(request.header("host") ?? "")","scope":"sfap_api"}"#
      )
    }
  }

  @Test(arguments: [nil, "http://127.0.0.1:9", "https://other.example.com/path"])
  func statusNamesTheHostThatCallsGoTo(_ base: String?) async throws {
    let org = try Self.emulated()
    func run(_ words: String..., input: Call.Input = .nothing) async throws -> Outcome {
      var call = Call(words)
      call.environment = ["HOME": org.home.path]
      if let base { call.environment["SFMODELS_BASE_URL"] = base }
      call.input = input
      return try await call.run()
    }
    let login = try await run(
      "auth", "login", "--domain", org.server.address, "--client-id", "k", "--client-secret-stdin",
      input: .text("s"))
    #expect(login.exit == 0, "\(login.errors)")
    let host = base ?? org.server.address
    let status = try await run("auth", "status")
    #expect(status.output.contains("  api host: \(host.replacing("/path", with: ""))\n"), "\(status.output)")
    if base == nil { expect(try await run("generate", "hello"), is: Told(0, "Once upon a time.\n", "")) }
  }

  @Test(arguments: [-7200, 4 * 3600])
  func aWrongClockIsOneWarningAndNoTokenForEachCall(_ lifetime: Int) async throws {
    let org = try Org([
      Documents.token: [Documents.tokenAnswer(Documents.webToken(livingFor: lifetime)).always],
      Documents.generations: [Documents.generation.always],
    ])
    for _ in 1...3 {
      let outcome = try await org.run("generate", "hello")
      #expect(outcome.output == "Once upon a time.\n")
      #expect(outcome.errors.hasPrefix("sfmodels: warning: this machine's clock is wrong, or the org's: "))
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
    #expect(org.server.requests(to: Documents.token).count == 1)
  }

  @Test func aWrongAPIKeyIsNoMatterOfTokens() async throws {
    for words in [
      ["plugin", "echo", "--data", "{}"], ["generate", "--api", "llmg", "hi"], ["batch", "status", "j"],
    ] {
      let org = try Org { request, _ in
        request.address == Documents.token ? nil : Documents.error(401, "UNAUTHORIZED", "bad key")
      }
      var call = Call(words)
      call.environment = [
        "HOME": org.home.path, "SFMODELS_BASE_URL": org.server.address, "SFMODELS_API_KEY": "k3y",
      ]
      let outcome = try await call.run()
      #expect(outcome.exit == 3)
      #expect(outcome.errors.contains("does not accept the API key"), "\(outcome.errors)")
      #expect(outcome.errors.contains("is SFMODELS_API_KEY whole"), "\(outcome.errors)")
      #expect(!outcome.errors.contains("JSON Web Token"), "\(outcome.errors)")
    }
  }

  @Test(arguments: [
    "http://no-such-proxy.invalid:3128", "socks5://no-such-proxy.invalid", "https://no-such-proxy.invalid",
  ])
  func theProxysNameIsNotTheOrgs(_ proxy: String) async throws {
    var call = try Alone().call("auth", "token", "--retries", "0")
    call.environment.merge([
      "HTTPS_PROXY": proxy, "SFMODELS_DOMAIN": "https://acme.my.salesforce.com", "SFMODELS_CLIENT_ID": "k",
      "SFMODELS_CLIENT_SECRET": "s",
    ]) { $1 }
    let outcome = try await call.run()
    #expect(outcome.exit == 5)
    #expect(
      outcome.errors.contains("there is no host of the proxy's name: no-such-proxy.invalid"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("check HTTPS_PROXY or ALL_PROXY"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("My Domain"), "\(outcome.errors)")
  }

  @Test(arguments: [
    ("SSL_CERT_FILE", "empty", "it is empty"), ("SSL_CERT_FILE", "garbage", "no certificate in PEM form"),
    ("SSL_CERT_FILE", "folder", "it is a folder"), ("SSL_CERT_FILE", "none", "no such file"),
    ("SSL_CERT_DIR", "none", "no such directory"), ("SSL_CERT_DIR", "garbage", "it is no directory"),
    ("SSL_CERT_DIR", "folder", "no certificate in it has a hashed name"),
  ])
  func aCertificateThatCannotBeReadIsNamed(_ variable: String, _ name: String, _ why: String) async throws {
    let home = try Home()
    try home.write("", to: "empty")
    try home.write("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n", to: "garbage")
    try home.write("x", to: "folder/README")
    var call = Call(["auth", "token"])
    call.environment = [
      "HOME": home.path, variable: "\(home.path)/\(name)", "SFMODELS_DOMAIN": "https://127.0.0.1:9",
      "SFMODELS_CLIENT_ID": "k", "SFMODELS_CLIENT_SECRET": "s",
    ]
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(
      outcome.errors.hasPrefix("sfmodels: no certificate can be read from '\(home.path)/\(name)': \(why)"),
      "\(outcome.errors)")
    #expect(!outcome.errors.contains("unforeseen"))
  }
}
