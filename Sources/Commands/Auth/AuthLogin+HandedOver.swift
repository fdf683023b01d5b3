import Authorization
import CommandTree
import HTTPTypes
import Wire

/// Logins for which nothing is asked of the org: something it gave out elsewhere is kept.
extension AuthLogin {
  func keepToken(_ files: LoginFiles, _ context: Context) async throws {
    let text = try await secret(
      "the access token", fromInput: accessTokenFromInput, variable: nil, orGive: "--access-token-stdin",
      context)
    let token = AccessToken(text, received: context.now())
    guard let claims = token.claims else { throw AuthorizationFailure.opaqueToken }
    guard claims.scope?.split(separator: " ").contains("sfap_api") == true else {
      throw AuthorizationFailure.unscopedToken(scope: claims.scope)
    }
    guard token.isAlive(at: context.now()) else { throw AuthorizationFailure.endedToken(token.expiry) }
    let domain: DomainArgument?
    do throws(ValueProblem) {
      domain = try account.domain?.asMyDomain()
    } catch {
      throw CommandFailure.unusableOption("--domain", reason: error.reason)
    }
    let issuer = token.instanceURL.flatMap(BaseURL.init).flatMap { $0.isSafeForSecrets ? $0 : nil }
    try await files.keep(
      LoginRecord(accessToken: text, domain: domain?.url ?? issuer), in: context)
    try context.output.line(
      prose: "Kept the access token as profile '\(account.profile)'; it ends at \(token.expiry.words).")
  }

  func keepKey(_ files: LoginFiles, _ context: Context) async throws {
    try await files.keep(LoginRecord(apiKey: try await apiKey(context)), in: context)
    try context.output.line(
      prose: "Kept the key of the LLM Gateway as profile '\(account.profile)'; it is used with --api llmg.")
  }

  private func apiKey(_ context: Context) async throws -> Profile.Secret {
    guard !apiKeyFromInput || apiKeyCommand == nil else {
      throw CommandFailure.conflictingOptions(["--api-key-stdin", "--api-key-command"])
    }
    let what = "the key of the LLM Gateway"
    if let apiKeyCommand {
      let secret = Profile.Secret.command(apiKeyCommand)
      try check(try await secret.key(in: context)(), what)
      return secret
    }
    let key = try await secret(
      what, fromInput: apiKeyFromInput, variable: SecretVariable.apiKey.rawValue,
      orGive: "--api-key-stdin or --api-key-command", context)
    try check(key, what)
    return .text(key)
  }

  /// What no header can hold would be refused with each call.
  private func check(_ key: String, _ what: String) throws {
    guard HTTPField.isValidValue(key), !key.contains(where: \.isWhitespace) else {
      throw InputFailure.missing("\(what): what was given has line ends or blanks in it")
    }
  }

  /// - Parameter options: how to give it where nobody can be asked.
  private func secret(
    _ what: String, fromInput: Bool, variable: String?, orGive options: String, _ context: Context
  ) async throws -> String {
    let text: String
    if fromInput {
      text = try context.input.secret(what)
    } else if let value = variable.flatMap({ context.variable($0) }) {
      text = value
    } else {
      text = try await asked(what, orGive: options, context)
    }
    context.redaction.remember(text)
    return text
  }

  private func asked(_ what: String, orGive options: String, _ context: Context) async throws -> String {
    guard context.input.kind == .terminal else { throw CommandFailure.noTerminal(needed: [options]) }
    while true {
      let question = Question(
        "\(what.prefix(1).uppercased())\(what.dropFirst()) (not shown): ", isSecret: true)
      switch try await context.ask(question) {
      case .line(let text) where text.isBlank: continue
      case .line(let text): return text.trimmed
      case .interrupted, .end: throw CommandFailure.interrupted
      case .noTerminal: throw CommandFailure.noTerminal(needed: [options])
      }
    }
  }
}

extension Input {
  /// A secret that is all of the input.
  ///
  /// - Throws: ``InputFailure``.
  func secret(_ what: String) throws -> String {
    let text = String(decoding: try readAll(upTo: .secret), as: UTF8.self).trimmed
    guard !text.isEmpty else { throw InputFailure.missing("\(what) on standard input") }
    return text
  }
}
