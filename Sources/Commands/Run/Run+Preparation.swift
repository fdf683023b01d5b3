import Authorization
import FileSystem

/// What must be right before a program is started.
extension Run {
  /// - Throws: ``CommandFailure`` for options that mean nothing to a server.
  func check() throws {
    guard !connection.dryRun else {
      throw CommandFailure.unusableOption(
        "--dry-run", reason: "a server sends what its clients ask for; --print shows what COMMAND would get")
    }
    guard connection.request == nil else {
      throw CommandFailure.unusableOption("--request", reason: "clients say what their requests hold")
    }
    try lane.check(over: connection.api)
  }

  /// - Throws: why the org would not answer, before the program begins that asks it.
  func signIn(in context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let credential = try Credential(connection, in: context)
    switch credential {
    case .pretended, .key: return
    case .given, .kept, .client, .signed, .refreshed:
      let network = try context.network(for: connection.network, notes)
      let provider = TokenProvider(for: credential, in: context, over: network, connection.network, notes)
      _ = try await provider.token()
    }
  }

  /// - Throws: ``CommandFailure`` for a file that cannot be written.
  func logOutput(_ path: String) throws -> Output {
    do {
      return try Output(log: path)
    } catch {
      throw CommandFailure.unusableOption(
        "--log", reason: "'\(path)' cannot be written: \(FailureReport.words(error.code))")
    }
  }
}
