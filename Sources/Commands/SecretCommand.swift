import Authorization
import Subprocess
import Wire

/// A command line of the user's that prints a secret, for example `pass show sf`.
struct SecretCommand: Sendable {
  private let line: String

  init(_ line: String) { self.line = line }

  /// The first line it prints.
  ///
  /// - Throws: ``AuthorizationFailure/secretCommandFailed(status:)`` when it fails or prints nothing.
  func secret(in context: Context) async throws -> String {
    let result = try await run()
    guard result.terminationStatus.isSuccess else {
      throw AuthorizationFailure.secretCommandFailed(status: result.terminationStatus.words)
    }
    let text = result.standardOutput.split(whereSeparator: \.isNewline).first?.trimmed
    guard let text, !text.isEmpty else {
      throw AuthorizationFailure.secretCommandFailed(status: "no output")
    }
    context.redaction.remember(text)
    return text
  }

  private func run() async throws -> ExecutionResult<Void, StringOutput<UTF8>, FileDescriptorOutput> {
    do {
      return try await Subprocess.run(
        .name("sh"), arguments: ["-c", line], input: .none,
        output: .string(limit: InputBound.secret.bytes), error: .currentStandardError)
    } catch let error as SubprocessError {
      let status =
        error.code == .outputLimitExceeded
        ? "it printed more than \(InputBound.secret.words)" : "it could not be run: \(error)"
      throw AuthorizationFailure.secretCommandFailed(status: status)
    }
  }
}
