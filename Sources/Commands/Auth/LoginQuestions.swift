import Authorization
import CommandTree
import Wire

/// Gets what a login needs: from options and the environment, else, question by question, from the person at the
/// terminal, who is told where each value is found and what was wrong with it.
struct LoginQuestions {
  private let context: Context
  private var domain: URLArgument?
  private var clientID: String?
  private var secret: Profile.Secret?
  private var hasBegun = false

  /// - Throws: ``CommandFailure/noTerminal(needed:)`` with everything that is missing where nobody can be asked.
  init(_ options: AuthLogin, in context: Context) throws {
    self.context = context
    domain = options.account.domain
    clientID = options.clientID
    secret = try GivenSecret(options, in: context).secret
    let needed = [
      domain == nil ? "--domain" : nil, clientID == nil ? "--client-id" : nil,
      secret == nil ? "--client-secret-stdin or --client-secret-command" : nil,
    ].compactMap { $0 }
    guard needed.isEmpty || canAsk else { throw CommandFailure.noTerminal(needed: needed) }
  }

  private var canAsk: Bool { context.input.kind == .terminal }

  /// Everything that is needed, asked for where it is missing.
  mutating func login() async throws -> Login {
    begin()
    let domain = try await askedDomain()
    let clientID = try await askedClientID()
    let secret = try await askedSecret()
    return Login(domain: domain, clientID: clientID, secret: secret)
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
    case .secret: secret = nil
    case .org:
      _ = try await line(Question("Press Return to try again when that is mended, or Ctrl-C to leave: "))
    }
    return true
  }

  private mutating func begin() {
    guard !hasBegun, domain == nil || clientID == nil || secret == nil else { return }
    hasBegun = true
    say(LoginMessages.introduction)
  }

  private mutating func askedDomain() async throws -> URLArgument {
    while true {
      if let domain, let objection = LoginMessages.objection(to: domain.url) {
        guard canAsk else { return domain }
        say(objection)
        self.domain = nil
      }
      if let domain { return domain }
      say(LoginMessages.domain)
      do {
        domain = try URLArgument(argument: try await words(Question("My Domain: ")))
      } catch let problem as ValueProblem {
        say("That \(problem.reason).")
      }
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
      secret = .text(try Self.read(context.input))
    } else {
      secret = context.variable("SFMODELS_CLIENT_SECRET").map { .text($0) }
    }
  }

  private static func read(_ input: Input) throws -> String {
    let text = String(decoding: try input.readAll(upTo: .secret), as: UTF8.self).trimmed
    guard !text.isEmpty else { throw InputFailure.missing("the consumer secret on standard input") }
    return text
  }
}

/// Which part of a login a refusal points to.
enum LoginFault: Equatable {
  case domain, clientID, secret
  /// Something in the org has to be changed.
  case org

  /// - Returns: `nil` for an error that no other answer would mend.
  init?(_ error: any Error) {
    switch (error as? RetriesExhausted)?.last ?? error {
    case AuthorizationFailure.refused(let refusal, _): self.init(refusal.cause)
    // No other domain would mend the proxy.
    case AuthorizationFailure.unreachable(let failure, _) where failure.stage == .proxy: return nil
    case AuthorizationFailure.unreachable, AuthorizationFailure.unexpectedAnswer,
      AuthorizationFailure.unsafeDestination, AuthorizationFailure.unknownInstance:
      self = .domain
    case AuthorizationFailure.opaqueToken: self = .org
    default: return nil
    }
  }

  private init(_ cause: OAuthRefusal.Cause) {
    switch cause {
    case .unknownClient: self = .clientID
    case .wrongSecret: self = .secret
    case .notMyDomain: self = .domain
    case .noRunAsUser, .noScopes, .flowNotEnabled, .notApproved, .consentMissing, .wrongAudience,
      .expiredGrant,
      .loginFailed, .inactiveUser, .inactiveOrg, .rateLimited, .invalidScope, .redirectMismatch,
      .invalidRequest,
      .unsupportedResponse, .other:
      self = .org
    }
  }
}
