package import CommandTree

/// A command that can be carried out.
package protocol RunnableCommand: Command {
  /// - Throws: facts; ``FailureReport`` makes words and the exit status of them.
  func run(in context: Context) async throws
}

/// A command that acts for an account, whose profile's settings fill what was not typed.
package protocol AccountCommand: RunnableCommand {
  var account: AccountOptions { get }
  /// Whether files and settings of this machine are left out of it.
  var isPretended: Bool { get }
  /// Whether a profile must exist already when its name was given.
  var needsExistingProfile: Bool { get }
}

extension AccountCommand {
  package var isPretended: Bool { false }
  package var needsExistingProfile: Bool { true }
}

/// A command that calls the org's API.
package protocol CallingCommand: AccountCommand {
  var connection: ConnectionOptions { get }
}

extension CallingCommand {
  package var account: AccountOptions { connection.account }
  package var isPretended: Bool { connection.emulator }
}
