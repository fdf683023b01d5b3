import CommandTree

extension AuthLogin {
  /// The flow that was chosen, or the one that the options belong to; where nothing is given, a person is asked.
  ///
  /// - Throws: ``CommandFailure`` for options of several flows.
  func chosenFlow(in context: Context) async throws -> LoginFlow {
    guard try isBare(context) else { return try givenFlow(in: context) }
    if let kept = try keptFlow(context) { return kept }
    return context.input.kind == .terminal ? try await askedFlow(context) : .clientCredentials
  }

  /// Whether nothing tells how to sign in; what the profile knows of the org is no choice.
  private func isBare(_ context: Context) throws -> Bool {
    let isNamed =
      switch context.origins["domain"] {
      case .commandLine, .environment, .document: true
      case .setting, nil: false
      }
    return flow == nil && !isNamed && clientID == nil && !ownOptions(context).contains(where: \.isGiven)
  }

  /// How the profile signed in before.
  private func keptFlow(_ context: Context) throws -> LoginFlow? {
    guard let settings = try context.settings() else { return nil }
    let isKept = ["flow", "client-id"].contains { settings[SettingKey($0), profile: account.profile] != nil }
    return isKept ? try settings.flow(of: account.profile) : nil
  }

  private func askedFlow(_ context: Context) async throws -> LoginFlow {
    let ways: [LoginFlow] = [.web, .clientCredentials, .jwtBearer, .apiKey, .accessToken]
    // Nobody is there to be told when standard error is gone.
    try? context.errors.line(prose: LoginMessages.ways)
    while true {
      switch try await context.ask(Question("Which way (1 to 5): ")) {
      case .line(let text):
        let word = text.trimmed.lowercased()
        if let number = Int(word), ways.indices.contains(number - 1) { return ways[number - 1] }
        if let flow = LoginFlow(rawValue: word) { return flow }
      case .interrupted, .end: throw CommandFailure.interrupted
      case .noTerminal: throw CommandFailure.noTerminal(needed: ["--flow"])
      }
    }
  }

  private func givenFlow(in context: Context) throws -> LoginFlow {
    let given = ownOptions(context).filter(\.isGiven)
    let chosen = flow ?? given.lazy.compactMap { $0.flows.count == 1 ? $0.flows[0] : nil }.first
    let flow = chosen ?? .clientCredentials
    guard callbackPort.number > 0 else {
      throw CommandFailure.unusableOption(
        "--callback-port", reason: "the app's callback address names a port from 1")
    }
    guard let foreign = given.first(where: { !$0.flows.contains(flow) }) else { return flow }
    let flows = foreign.flows.map { "--flow \($0.rawValue)" }.joined(separator: " or ")
    throw CommandFailure.unusableOption(
      foreign.name, reason: "it belongs to \(flows), and this is \(flow.rawValue)")
  }

  private struct OwnOption {
    let name: String
    let isGiven: Bool
    /// Which of them take it.
    let flows: [LoginFlow]
  }

  private func ownOptions(_ context: Context) -> [OwnOption] {
    let hasClientID = context.origins["client-id"] == .commandLine
    return [
      OwnOption(
        name: "--client-id", isGiven: hasClientID, flows: LoginFlow.allCases.filter(\.hasClient)),
      OwnOption(
        name: "--client-secret-stdin", isGiven: clientSecretFromInput, flows: [.clientCredentials, .web]),
      OwnOption(
        name: "--client-secret-command", isGiven: clientSecretCommand != nil,
        flows: [.clientCredentials, .web]),
      OwnOption(
        name: "--callback-port", isGiven: context.origins["callback-port"] == .commandLine, flows: [.web]),
      OwnOption(name: "--no-browser", isGiven: noBrowser, flows: [.web]),
      OwnOption(name: "--private-key", isGiven: privateKey != nil, flows: [.jwtBearer]),
      OwnOption(name: "--username", isGiven: username != nil, flows: [.jwtBearer]),
      OwnOption(name: "--passphrase-command", isGiven: passphraseCommand != nil, flows: [.jwtBearer]),
      OwnOption(name: "--access-token-stdin", isGiven: accessTokenFromInput, flows: [.accessToken]),
      OwnOption(name: "--api-key-stdin", isGiven: apiKeyFromInput, flows: [.apiKey]),
      OwnOption(name: "--api-key-command", isGiven: apiKeyCommand != nil, flows: [.apiKey]),
    ]
  }
}
