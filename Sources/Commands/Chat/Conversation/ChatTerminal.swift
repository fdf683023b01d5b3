import FileSystem
import Glibc
import Terminal

/// What a conversation needs of a terminal.
struct ChatTerminal: Sendable {
  /// Waits for a message, which may have several lines.
  var ask: @Sendable (_ prompt: String) async throws -> LineInput
  /// Waits for a line that is not remembered.
  var confirm: @Sendable (_ question: String) async throws -> LineInput
  /// Why messages are not remembered for the next time, if they are not.
  var historyFailure: @Sendable () async -> FileFailure?
  /// Of the place where notes go.
  var facts: @Sendable () -> TerminalFacts
  /// Where the person sits.
  let seat: ControllingTerminal
}

extension ChatTerminal {
  /// The terminal from which the program was started.
  ///
  /// - Parameter history: where messages are remembered.
  static func own(
    in context: Context, history: String?, completion: ChatTabCompleter
  ) throws -> ChatTerminal {
    let environment = context.environment
    let seat = try ControllingTerminal()
    let editor = try LineEditor(
      on: seat, settings: environment["HOME"].map { "\($0)/.editrc" },
      history: history.map { HistoryFile(path: $0) }, completion: { completion($0, $1) })
    return ChatTerminal(
      ask: { try await editor.askForMessage($0, joinsLines: { !ChatLine($0).isCommand }) },
      confirm: { try await editor.ask($0) },
      historyFailure: { await editor.historyFailure },
      facts: { TerminalFacts(of: STDERR_FILENO, environment: environment) }, seat: seat)
  }
}

extension ChatTerminal {
  /// Does the work, which Ctrl-C cancels; what is typed meanwhile is for the next prompt and not shown before.
  func interruptible<Answer: Sendable>(
    _ work: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await Interrupts.caught(silencing: seat) { interrupts in
      let task = Task { try await work() }
      let watch = Task { for await _ in interrupts { task.cancel() } }
      defer { watch.cancel() }
      return try await task.value
    }
  }

  /// Does the work while Ctrl-C is somebody else's business.
  func uninterrupted(_ work: () async throws -> Void) async throws {
    try await Interrupts.caught { _ in try await work() }
  }

  /// Lets a Ctrl-C pass that comes between an answer and the prompt, where nobody waits for it.
  func outlivesInterrupts(_ isSet: Bool) {
    signal(SIGINT, isSet ? SIG_IGN : SIG_DFL)
  }
}
