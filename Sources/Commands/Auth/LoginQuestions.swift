import Authorization
import CommandTree
import FileSystem
import Wire

/// Gets what a login needs: from options and the environment, else, question by question, from the person at the
/// terminal, who is told where each value is found and what was wrong with it.
struct LoginQuestions {
  private let context: Context
  private let flow: LoginFlow
  private let passphraseCommand: String?
  private let isQuiet: Bool
  private var domain: DomainArgument?
  private var clientID: String?
  private var secret: Profile.Secret?
  private var keyPath: String?
  private var username: String?
  private var hasBegun = false

  /// - Throws: ``CommandFailure/noTerminal(needed:)`` with everything that is missing where nobody can be asked;
  ///   ``SettingsFailure``, ``InputFailure`` for a key that is given and cannot be read.
  init(_ options: AuthLogin, _ flow: LoginFlow, in context: Context) throws {
    self.context = context
    self.flow = flow
    domain = options.account.domain
    clientID = options.clientID
    passphraseCommand = options.passphraseCommand
    isQuiet = options.network.quiet
    username = options.username
    if [.clientCredentials, .web].contains(flow) { secret = try GivenSecret(options, in: context).secret }
    if let path = options.privateKey { keyPath = try path.asKeyFile(in: context) }
    guard missing.isEmpty || canAsk else { throw CommandFailure.noTerminal(needed: missing) }
  }

  /// The options that would answer what is still to be asked.
  private var missing: [String] {
    let proofs: [String?] =
      switch flow {
      case .clientCredentials: [secret == nil ? "--client-secret-stdin or --client-secret-command" : nil]
      case .jwtBearer: [keyPath == nil ? "--private-key" : nil, username == nil ? "--username" : nil]
      case .web, .accessToken, .apiKey: []
      }
    let all = [domain == nil ? "--domain" : nil, clientID == nil ? "--client-id" : nil] + proofs
    return all.compactMap { $0 }
  }

  private var canAsk: Bool { context.input.kind == .terminal }

  /// Everything that is needed, asked for where it is missing.
  mutating func login() async throws -> Login {
    begin()
    let domain = try await askedDomain()
    let clientID = try await askedClientID()
    return Login(domain: domain, clientID: clientID, proof: try await askedProof())
  }

  /// Tells what was wrong and forgets the value that caused it, so that it is asked for again.
  ///
  /// - Returns: whether another try makes sense.
  mutating func canMend(_ error: any Error) async throws -> Bool {
    guard canAsk, let fault = LoginFault(error) else { return false }
    say(FailureReport(error, hiding: context.redaction).text)
    hasBegun = true
    switch fault {
    case .domain: domain = nil
    case .clientID: clientID = nil
    case .secret where flow == .clientCredentials: secret = nil
    case .secret, .org:
      _ = try await line(Question("Press Return to try again when that is mended, or Ctrl-C to leave: "))
    }
    return true
  }

  private mutating func begin() {
    guard !hasBegun, !missing.isEmpty else { return }
    hasBegun = true
    say(LoginMessages.introduction(to: flow))
  }

  private mutating func askedDomain() async throws -> DomainArgument {
    while true {
      do throws(ValueProblem) {
        if let right = try domain?.asMyDomain() {
          if let pasted = right.pasted, domain != right {
            note("'\(pasted)' means \(right.url), the org's My Domain")
          }
          domain = right
          return right
        }
      } catch {
        guard canAsk else { throw CommandFailure.unusableOption("--domain", reason: error.reason) }
        say("That \(error.reason).")
        domain = nil
      }
      try await askForDomain()
    }
  }

  private mutating func askForDomain() async throws {
    say(LoginMessages.domain)
    do {
      domain = try DomainArgument(argument: try await words(Question("My Domain: ")))
    } catch let problem as ValueProblem {
      say("That \(problem.reason).")
    }
  }

  private mutating func askedClientID() async throws -> String {
    if let clientID { return clientID }
    say(LoginMessages.clientID)
    let typed = try await words(Question("Consumer key: "))
    if let doubt = LoginMessages.doubt(aboutClientID: typed) { say(doubt) }
    clientID = typed
    return typed
  }

  private mutating func askedProof() async throws -> Login.Proof {
    switch flow {
    case .clientCredentials, .accessToken, .apiKey: return .secret(try await askedSecret())
    case .web: return .browser(secret)
    case .jwtBearer:
      let path = try await askedKeyPath()
      let username = try await askedUsername()
      return .key(PrivateKeyFile(path: path, username: username, passphraseCommand: passphraseCommand))
    }
  }

  private mutating func askedKeyPath() async throws -> String {
    while true {
      if let keyPath { return keyPath }
      say(LoginMessages.privateKey)
      let typed = try await words(Question("Private key file: "))
      do {
        keyPath = try typed.asKeyFile(in: context)
      } catch {
        say(FailureReport(error, hiding: context.redaction).text)
      }
    }
  }

  private mutating func askedUsername() async throws -> String {
    if let username { return username }
    say(LoginMessages.username)
    let typed = try await words(Question("Username: "))
    username = typed
    return typed
  }

  private mutating func askedSecret() async throws -> Profile.Secret {
    if let secret { return secret }
    say(LoginMessages.secret)
    let typed = try await words(Question("Consumer secret (not shown): ", isSecret: true))
    context.redaction.remember(typed)
    secret = .text(typed)
    return .text(typed)
  }

  /// What is typed, without white space around it; nothing is asked for again.
  private func words(_ question: Question) async throws -> String {
    while true {
      let typed = try await line(question).trimmed
      if !typed.isEmpty { return typed }
    }
  }

  private func line(_ question: Question) async throws -> String {
    switch try await context.ask(question) {
    case .line(let text): text
    case .interrupted, .end: throw CommandFailure.interrupted
    case .noTerminal: throw CommandFailure.noTerminal(needed: [question.prompt.trimmed])
    }
  }

  private func note(_ text: String) { Notes(context.errors, isQuiet: isQuiet).note(text) }

  private func say(_ text: String) {
    // Nobody is there to be told when standard error is gone.
    try? context.errors.line(prose: text)
  }
}

/// Where the client secret comes from when nobody is asked for it.
private struct GivenSecret {
  let secret: Profile.Secret?

  init(_ options: AuthLogin, in context: Context) throws {
    guard !options.clientSecretFromInput || options.clientSecretCommand == nil else {
      throw CommandFailure.conflictingOptions(["--client-secret-stdin", "--client-secret-command"])
    }
    if let command = options.clientSecretCommand {
      secret = .command(command)
    } else if options.clientSecretFromInput {
      secret = .text(try context.input.secret("the consumer secret"))
    } else {
      secret = context.variable(SecretVariable.clientSecret.rawValue).map { .text($0) }
    }
    if case .text(let text) = secret { context.redaction.remember(text) }
  }
}

extension String {
  /// The whole path of a private key that can be read.
  ///
  /// - Throws: ``SettingsFailure``, ``InputFailure``.
  fileprivate func asKeyFile(in context: Context) throws -> String {
    let home = hasPrefix("~/") ? context.variable("HOME") : nil
    let path = home.map { $0 + dropFirst() } ?? self
    let whole = OpenFile.realPath(path) ?? path
    _ = try PrivateKeyFile(path: whole, username: "", passphraseCommand: nil).pem()
    return whole
  }
}
