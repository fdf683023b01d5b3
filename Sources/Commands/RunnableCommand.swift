import CommandTree

/// A command that can be carried out.
protocol RunnableCommand: Command {
  /// Whose settings fill what was not typed; `nil` for a command that acts for nobody, or in a pretended world.
  var actingAccount: AccountOptions? { get }
  /// Whether a profile must exist already when its name was given.
  var needsExistingProfile: Bool { get }
  /// - Throws: facts; ``FailureReport`` makes words and the exit status of them.
  func run(in context: Context) async throws
}

/// A command that tells of what stops every command before it begins.
protocol DiagnosingCommand: RunnableCommand {
  /// - Parameter earlier: why settings could not be read.
  func run(after earlier: (any Error)?, in context: Context) async throws
}

/// A command that ends as another program has ended.
protocol StatusCommand: RunnableCommand {
  /// - Throws: as ``RunnableCommand/run(in:)`` does.
  func status(in context: Context) async throws -> Int32
}

extension StatusCommand {
  func run(in context: Context) async throws { _ = try await status(in: context) }
}

extension RunnableCommand {
  var actingAccount: AccountOptions? { nil }
  var needsExistingProfile: Bool { true }
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
