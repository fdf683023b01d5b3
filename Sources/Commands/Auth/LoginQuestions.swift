import CommandTree
import Wire

/// Gets what a login needs: from options and the environment, else from the person at the terminal.
struct LoginQuestions {
  private let context: Context

  init(_ context: Context) { self.context = context }

  /// - Throws: ``CommandFailure/noTerminal(needed:)`` with everything that is missing where nobody can be asked.
  func ask(_ options: AuthLogin) async throws -> Login {
    let given = try givenSecret(options)
    try await checkTerminal(options, hasSecret: given != nil)
    let domain = try await domain(options)
    let clientID = try await text(options.clientID, "Consumer key (Settings › OAuth Settings › Consumer Key and Secret): ")
    if let given { return Login(domain: domain, clientID: clientID, secret: given) }
    let secret = try await answer(Question("Consumer secret (not shown): ", isSecret: true))
    return Login(domain: domain, clientID: clientID, secret: .text(secret))
  }

  private func givenSecret(_ options: AuthLogin) throws -> Profile.Secret? {
    guard !options.clientSecretFromInput || options.clientSecretCommand == nil else {
      throw CommandFailure.conflictingOptions(["--client-secret-stdin", "--client-secret-command"])
    }
    if let command = options.clientSecretCommand { return .command(command) }
    if options.clientSecretFromInput { return .text(try secretFromInput()) }
    return context.variable("SFMODELS_CLIENT_SECRET").map { .text($0) }
  }

  private func secretFromInput() throws -> String {
    let text = String(decoding: try context.input.readAll(), as: UTF8.self).trimmed
    guard !text.isEmpty else { throw InputFailure.missing("the consumer secret on standard input") }
    return text
  }

  private func checkTerminal(_ options: AuthLogin, hasSecret: Bool) async throws {
    let needed = [
      options.account.domain == nil ? "--domain" : nil, options.clientID == nil ? "--client-id" : nil,
      hasSecret ? nil : "--client-secret-stdin or --client-secret-command",
    ].compactMap { $0 }
    guard needed.isEmpty || context.input.kind == .terminal else {
      throw CommandFailure.noTerminal(needed: needed)
    }
  }

  private func domain(_ options: AuthLogin) async throws -> URLArgument {
    if let domain = options.account.domain { return domain }
    let typed = try await answer(Question("My Domain (Setup › My Domain › Current My Domain URL): "))
    do {
      return try URLArgument(argument: typed)
    } catch {
      throw UsageError.invalidValue(
        typed, reason: error.reason, source: .option("--domain"), suggestions: [],
        command: ["sfmodels", "auth", "login"])
    }
  }

  private func text(_ given: String?, _ prompt: String) async throws -> String {
    if let given { return given }
    return try await answer(Question(prompt))
  }

  private func answer(_ question: Question) async throws -> String {
    switch try await context.ask(question) {
    case .line(let text) where !text.trimmed.isEmpty: text.trimmed
    case .line: try await answer(question)
    case .interrupted, .end: throw CommandFailure.interrupted
    case .noTerminal: throw CommandFailure.noTerminal(needed: [question.prompt.trimmed])
    }
  }
}
