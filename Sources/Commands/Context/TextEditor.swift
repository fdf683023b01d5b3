import Subprocess

/// The person's own editor.
struct TextEditor: Sendable {
  private let command: String

  init(_ context: Context) {
    command = context.variable("VISUAL") ?? context.variable("EDITOR") ?? "vi"
  }

  /// Returns when the editor has ended; it has the terminal until then.
  ///
  /// - Throws: ``CommandFailure/editorFailed(_:)``.
  func edit(_ path: String) async throws {
    let result = try await Subprocess.run(
      .name("sh"), arguments: ["-c", "\(command) \"$1\"", "sfmodels", path],
      environment: .withoutSecrets, input: .currentStandardInput, output: .currentStandardOutput,
      error: .currentStandardError)
    guard result.terminationStatus.isSuccess else {
      throw CommandFailure.editorFailed(result.terminationStatus.words)
    }
  }
}
