import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Logins with what was made elsewhere: an access token, a key of the LLM Gateway.
@Suite struct HandedOverTests {
  private static let key = "g4teway-key"
  private static let gateway = "POST /ai/gpt/v1/chat/generations"

  private static func run(
    _ home: Home, _ words: [String], input: Call.Input = .nothing, with more: [String: String] = [:]
  ) async throws -> Outcome {
    var call = Call(words)
    call.environment = ["HOME": home.path].merging(more) { $1 }
    call.input = input
    return try await call.run()
  }

  @Test func aTokenIsKeptAndUsed() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    let token = Documents.webToken()
    let login = try await Self.run(
      org.home, ["auth", "login", "--access-token-stdin"], input: .text(token + "\n"))
    #expect(login.exit == 0, "\(login.errors)")
    #expect(login.output.hasPrefix("Kept the access token as profile 'default'; it ends at "))
    #expect(
      try org.home.read(org.home.credentials) == "[profile.default]\naccess-token = \"\(token)\"\n")
    #expect(Home.permissions(of: org.home.credentials) == "600")
    expect(
      try await Self.run(org.home, ["generate", "hello", "--base-url", org.server.address]),
      is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests.map { $0.header("authorization") } == ["Bearer \(token)"])
    expect(try await Self.run(org.home, ["auth", "token"]), is: Told(0, "\(token)\n", ""))
    #expect(try await Self.run(org.home, ["auth", "logout"]).exit == 0)
    #expect(try org.home.read(org.home.credentials).contains(token) == false)
    #expect(try await Self.run(org.home, ["auth", "token"]).exit == 3)
  }

  @Test func aTokenThatIsOverSaysSo() async throws {
    let home = try Home()
    try home.write("[profile.default]\nflow = \"access-token\"\n", to: home.settings)
    try home.write(
      "[profile.default]\naccess-token = \"\(Documents.webToken(livingFor: -60))\"\n", to: home.credentials)
    for words in [["generate", "hello"], ["auth", "token"]] {
      let outcome = try await Self.run(home, words)
      #expect(outcome.exit == 3)
      #expect(
        outcome.errors.contains("the access token that was given at the login ended at "), "\(outcome.errors)"
      )
      #expect(outcome.errors.contains("--access-token-stdin"), "\(outcome.errors)")
    }
    #expect(try await Self.run(home, ["auth", "status"]).exit == 3)
  }

  @Test(arguments: [
    ("", 2, "nothing was given for the access token on standard input"),
    ("00Dxx0000001gPL!AR8AQJXg5oj8jXSgxJfA0lBog", 3, "is not a JSON Web Token"),
    ("some-word", 3, "is not a JSON Web Token"),
    (unscoped(#""scp":"api refresh_token","#), 3, "lacks the scope sfap_api"),
    (unscoped(#""scp":["api"],"#), 3, "lacks the scope sfap_api"),
    (unscoped(""), 3, "lacks the scope sfap_api"),
    (Documents.webToken(livingFor: -1), 3, "ended at"),
  ])
  func aTokenThatOpensNothingIsNotKept(_ token: String, _ exit: Int32, _ said: String) async throws {
    let home = try Home()
    let outcome = try await Self.run(home, ["auth", "login", "--access-token-stdin"], input: .text(token))
    #expect(outcome.exit == exit)
    #expect(outcome.errors.contains(said), "\(outcome.errors)")
    #expect(token.isEmpty || !outcome.errors.contains(token))
    #expect(try home.files() == [])
  }

  private static func unscoped(_ scopes: String) -> String {
    let end = Int(Date().timeIntervalSince1970) + 1800
    return [#"{"alg":"RS256"}"#, #"{\#(scopes)"exp":\#(end)}"#, "signature"].map { part in
      Data(part.utf8).base64EncodedString().replacing("=", with: "")
    }.joined(separator: ".")
  }

  @Test(arguments: ["standard input", "variable", "command"])
  func aKeyIsKeptForTheGateway(_ from: String) async throws {
    let org = try Org([Self.gateway: [.answer(401, #"{"message":"no"}"#).always]])
    var words = ["auth", "login", "--flow", "api-key"]
    if from == "standard input" { words.append("--api-key-stdin") }
    if from == "command" { words += ["--api-key-command", "echo \(Self.key)"] }
    let login = try await Self.run(
      org.home, words, input: from == "standard input" ? .text("\(Self.key)\n") : .nothing,
      with: from == "variable" ? ["SFMODELS_API_KEY": Self.key] : [:])
    expect(
      login,
      is: Told(0, "Kept the key of the LLM Gateway as profile 'default'; it is used with --api llmg.\n", ""))
    if from != "command" {
      #expect(try org.home.read(org.home.credentials) == "[profile.default]\napi-key = \"\(Self.key)\"\n")
      #expect(Home.permissions(of: org.home.credentials) == "600")
    }
    let call = try await Self.run(
      org.home, ["generate", "hello", "--api", "llmg", "--no-stream", "-v", "--base-url", org.server.address])
    #expect(call.exit == 3)
    #expect(org.server.requests.map { $0.header("authorization") } == ["API_KEY \(Self.key)"])
    #expect(!call.errors.contains(Self.key), "\(call.errors)")
    let other = try await Self.run(org.home, ["generate", "hello", "--api", "models"])
    #expect(other.exit == 3)
    #expect(
      other.errors.contains("has a key of the LLM Gateway, which this API does not take"), "\(other.errors)")
    #expect(try await Self.run(org.home, ["auth", "token"]).exit == 3)
    #expect(try await Self.run(org.home, ["auth", "status", "--check"]).exit == 0)
  }

  @Test func aPersonTypesTheKeyUnseen() async throws {
    let home = try Home()
    let (screen, ending) = try await onThread {
      let terminal = try Terminal(
        ["auth", "login", "--flow", "api-key"], environment: ["HOME": home.path, "TERM": "xterm"])
      try terminal.awaits("(not shown): ")
      try terminal.awaitsNoEcho()
      terminal.type("\(Self.key)\r")
      try terminal.awaits("Kept the key")
      return try terminal.finish()
    }
    #expect(ending == .exit(0))
    #expect(!screen.contains(Self.key), "\(screen)")
    #expect(try home.read(home.credentials).contains(Self.key))
  }

  @Test(arguments: [
    ["--flow", "api-key"], ["--flow", "access-token"], ["--flow", "jwt-bearer"],
    ["--flow", "jwt-bearer", "--api-key-stdin"], ["--flow", "client-credentials", "--private-key", "k.pem"],
    ["--access-token-stdin", "--client-secret-stdin"], ["--access-token-stdin", "--client-id", "k"],
    ["--flow", "api-key", "--api-key-stdin", "--api-key-command", "x"], ["--flow", "saml"],
  ])
  func whatDoesNotFitTogetherIsRefused(_ words: [String]) async throws {
    let home = try Home()
    let outcome = try await Self.run(home, ["auth", "login"] + words, input: .text("x"))
    #expect(outcome.exit == 2, "\(outcome.errors)")
    #expect(try home.files() == [])
  }
}
