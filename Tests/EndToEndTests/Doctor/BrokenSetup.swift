import Glibc
import TestSupport
import Testing

/// A set-up with which nothing works, and what every command says of it.
///
/// In its texts `{home}` is the user's home, `{port}` the org's port, and `{front}` that of what stands before it.
struct BrokenSetup: Sendable, CustomTestStringConvertible {
  /// What is asked in the org's place.
  enum Front: Sendable {
    case none
    case tls(TLSFront.Rules)
    /// Wants a client certificate, with this option of s_server(1).
    case certificateGate(String)
    case proxy([String: [Turn]])
    /// Takes no connection, and does not refuse any.
    case blackHole
  }

  var name: String
  /// As `--json` names it.
  var step: String
  var exit: Int32
  /// The beginning of what both say.
  var cause: String
  /// Words of what both say that is to be done.
  var cure = ""
  var script: [String: [Turn]] = [:]
  /// In place of what the org's user has; empty takes a variable away.
  var variables: [String: String] = [:]
  var settings: String?
  var settingsMode: mode_t = 0o600
  var credentials: String?
  var credentialsMode: mode_t = 0o600
  /// The text of the file `key.pem` in the home.
  var key: String?
  var keyMode: mode_t = 0o600
  var words: [String] = []
  var front = Front.none
  /// What the program's clock says, for ``Faketime``.
  var clock: String?

  var testDescription: String { name }

  static let all =
    machines + keys + proxies + connections + certificates + versions + clientCertificates + tokens + calls
    + redirects

  /// Runs a plain command and the doctor.
  func run() async throws -> (filled: BrokenSetup, plain: Outcome, doctor: Outcome) {
    let org = try Org(script)
    let front = try RunningFront(front, before: org)
    defer { withExtendedLifetime(front) {} }
    let filled = filled(org, front)
    if let text = filled.settings { try org.home.write(text, to: org.home.settings, mode: settingsMode) }
    if let text = credentials { try org.home.write(text, to: org.home.credentials, mode: credentialsMode) }
    if let key { try org.home.write(key, to: "key.pem", mode: keyMode) }
    func outcome(_ command: [String]) async throws -> Outcome {
      var call = org.call()
      call.words = command + ["--retries", "0", "-q"] + filled.words
      call.environment.merge(filled.variables) { $1 }
      if let clock { call.environment.merge(Faketime.variables(clock)) { $1 } }
      return try await call.run()
    }
    let (plain, doctor) = (
      try await outcome(["generate", "hello"]), try await outcome(["doctor", "--json"])
    )
    return (filled, plain, doctor)
  }

  private func filled(_ org: Org, _ front: RunningFront) -> BrokenSetup {
    func fill(_ text: String) -> String {
      text.replacing("{home}", with: org.home.path).replacing("{port}", with: "\(org.server.port)")
        .replacing("{front}", with: "\(front.port)")
    }
    var filled = self
    filled.cause = fill(cause)
    filled.cure = fill(cure)
    filled.variables = variables.mapValues(fill)
    filled.settings = settings.map(fill)
    filled.words = words.map(fill)
    return filled
  }
}

/// What stands before the org, as long as this lives.
private final class RunningFront {
  let port: Int
  private let server: AnyObject?

  init(_ front: BrokenSetup.Front, before org: Org) throws {
    switch front {
    case .none: (port, server) = (0, nil)
    case .tls(let rules):
      let front = try TLSFront(before: org.server.address, in: org.home, rules)
      (port, server) = (front.port, front)
    case .certificateGate(let version):
      let gate = try CertificateGate(version)
      (port, server) = (gate.port, gate)
    case .proxy(let script):
      let proxy = try WireServer(script)
      (port, server) = (proxy.port, proxy)
    case .blackHole:
      let hole = try BlackHole()
      (port, server) = (hole.port, hole)
    }
  }
}
