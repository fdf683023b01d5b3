import Authorization
import Subprocess
import Wire

/// A command line of the user's that prints a secret, for example `pass show sf`.
struct SecretCommand: Sendable {
  private let line: String
  private let setting: String

  /// - Parameter setting: the name under which the command line is kept.
  init(_ line: String, for setting: String) {
    self.line = line
    self.setting = setting
  }

  /// The first line it prints.
  ///
  /// - Throws: ``AuthorizationFailure/secretCommandFailed(setting:status:)`` when it fails or prints nothing.
  func secret(in context: Context) async throws -> String {
    let result = try await run()
    guard result.terminationStatus.isSuccess else {
      throw AuthorizationFailure.secretCommandFailed(setting: setting, status: result.terminationStatus.words)
    }
    let text = result.standardOutput.split(whereSeparator: \.isNewline).first?.trimmed
    guard let text, !text.isEmpty else {
      throw AuthorizationFailure.secretCommandFailed(setting: setting, status: "no output")
    }
    context.redaction.remember(text)
    return text
  }

  private func run() async throws -> ExecutionResult<Void, StringOutput<UTF8>, FileDescriptorOutput> {
    do {
      return try await Subprocess.run(
        .name("sh"), arguments: ["-c", line], environment: .withoutSecrets, input: .none,
        output: .string(limit: InputBound.secret.bytes), error: .currentStandardError)
    } catch let error as SubprocessError {
      let status =
        error.code == .outputLimitExceeded
        ? "it printed more than \(InputBound.secret.words)" : "it could not be run: \(error)"
      throw AuthorizationFailure.secretCommandFailed(setting: setting, status: status)
    }
  }
}

/// A secret that is had from its command when it is first needed, and not again.
actor SecretOnce {
  private let command: SecretCommand
  private let context: Context
  private var task: Task<String, any Error>?

  init(_ command: SecretCommand, in context: Context) {
    self.command = command
    self.context = context
  }

  /// - Throws: ``AuthorizationFailure/secretCommandFailed(setting:status:)``; then the next one asks again.
  func value() async throws -> String {
    let task = task ?? Task { [command, context] in try await command.secret(in: context) }
    self.task = task
    do {
      return try await task.value
    } catch {
      self.task = nil
      throw error
    }
  }
}
