import CommandTree

/// A command that can be carried out.
protocol RunnableCommand: Command {
  /// Whose settings fill what was not typed; `nil` for a command that acts for nobody, or in a pretended world.
  var actingAccount: AccountOptions? { get }
  /// Whether a profile must exist already when its name was given.
  var needsExistingProfile: Bool { get }
  /// Whose file says what was not typed; `nil` for a command that takes no template.
  var actingTemplate: TemplateOptions? { get }
  /// - Throws: facts; ``FailureReport`` makes words and the exit status of them.
  func run(in context: Context) async throws
  /// Carries the command out though settings could not be read: one that tells of what stops every command does.
  ///
  /// - Throws: `earlier`, where the command needs them; else as ``run(in:)`` does.
  func run(after earlier: any Error, in context: Context) async throws
  /// Carries the command out.
  ///
  /// - Returns: the exit status: that of another program, where the command ends as one.
  /// - Throws: as ``run(in:)`` does.
  func status(in context: Context) async throws -> Int32
}

// Whatever commands differ in is asked of them: to ask whether a command is of another protocol is to search all
// conformances of the program, once for each protocol.
extension RunnableCommand {
  var actingAccount: AccountOptions? { nil }
  var needsExistingProfile: Bool { true }
  var actingTemplate: TemplateOptions? { nil }

  func run(after earlier: any Error, in context: Context) async throws { throw earlier }

  func status(in context: Context) async throws -> Int32 {
    try await run(in: context)
    return ExitStatus.done.rawValue
  }
}

/// A command that acts for an account.
protocol AccountCommand: RunnableCommand {
  var account: AccountOptions { get }
}

extension AccountCommand {
  var actingAccount: AccountOptions? { account }
}

/// A command that calls the org's API, or the pretended one, for which no settings of this machine count.
protocol CallingCommand: RunnableCommand {
  var connection: ConnectionOptions { get }
}

extension CallingCommand {
  var actingAccount: AccountOptions? { connection.emulator ? nil : connection.account }
}
