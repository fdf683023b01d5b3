import Glibc
import Terminal

/// What a conversation needs of a terminal.
struct ChatTerminal: Sendable {
  /// Waits for a message, which may have several lines.
  var ask: @Sendable (_ prompt: String) async throws -> LineInput
  /// Does the work, which Ctrl-C cancels.
  var interruptible:
    @Sendable (_ work: @escaping @Sendable () async -> Answering.Answered) async throws -> Answering.Answered
  /// Does the work while Ctrl-C is somebody else's business.
  var uninterrupted: @Sendable (_ work: @Sendable () async throws -> Void) async throws -> Void
  /// Of the place where notes go.
  var facts: @Sendable () -> TerminalFacts
}

extension ChatTerminal {
  /// The terminal from which the program was started.
  ///
  /// - Parameter history: where messages are remembered.
  static func own(
    in context: Context, history: String?, completion: ChatCompletion
  ) throws -> ChatTerminal {
    let environment = context.environment
    let editor = try LineEditor(
      on: ControllingTerminal(), settings: environment["HOME"].map { "\($0)/.editrc" },
      history: history.map { HistoryFile(path: $0) }, completion: { completion($0, $1) })
    return ChatTerminal(
      ask: { try await editor.askForMessage($0) },
      interruptible: { try await interruptible($0) },
      uninterrupted: { work in try await Interrupts.caught { _ in try await work() } },
      facts: { TerminalFacts(of: STDERR_FILENO, environment: environment) })
  }

  private static func interruptible<Answer: Sendable>(
    _ work: @escaping @Sendable () async -> Answer
  ) async throws -> Answer {
    try await Interrupts.caught { interrupts in
      let task = Task { await work() }
      let watch = Task { for await _ in interrupts { task.cancel() } }
      defer { watch.cancel() }
      return await task.value
    }
  }
}
