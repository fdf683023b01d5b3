package import FileSystem

/// Asks for text that the person can edit while typing it, with a history, completion and pasted text.
///
/// What was printed before must have ended its row; what was typed meanwhile is taken.
package actor LineEditor {
  private let editline: Editline
  private var history: History
  private let queue = BlockingQueue("line editor")

  /// - Parameters:
  ///   - settings: the path of an `editrc` file (man 5 editrc) to follow, if it exists.
  ///   - history: where messages are remembered; without it they are forgotten at the end.
  ///   - completion: asked when the key for completion is pressed.
  /// - Throws: ``TerminalError`` when the line editor cannot be set up on the terminal.
  package init(
    on terminal: ControllingTerminal, settings: String? = nil, history: HistoryFile? = nil,
    completion: Completion.Source? = nil
  ) throws(TerminalError) {
    editline = try Editline(on: terminal, settings: settings, completion: completion)
    self.history = History(history)
    for entry in self.history.entries { editline.remember(entry) }
  }

  /// Keeps all work of the actor on its own queue, where waiting for keys may block.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Why messages are not kept for the next time, if they are not.
  package var historyFailure: FileFailure? { history.failure }

  /// Shows the prompt and waits for a line, which is not remembered.
  ///
  /// - Throws: ``TerminalError`` when the terminal cannot be read.
  package func ask(_ prompt: String) throws -> LineInput {
    try editline.read(prompt, remembering: history.entries)
  }

  /// Shows the prompt and waits for a message, which may have several lines and is remembered.
  ///
  /// - Parameters:
  ///   - continuation: the prompt of further lines.
  ///   - joinsLines: whether a line is one text with those that come together with it, as in a paste that the terminal
  ///     does not mark.
  /// - Throws: ``TerminalError`` when the terminal cannot be read.
  package func askForMessage(
    _ prompt: String, continuation: String = "... ",
    joinsLines: @escaping @Sendable (String) -> Bool = { _ in true }
  ) throws -> LineInput {
    var message = MessageInput()
    var current = prompt
    while true {
      let input = try editline.read(current, remembering: history.entries, joinsLines: joinsLines)
      guard case .line(let line) = input else { return input }
      if let text = message.add(line) { return .line(remembered(text)) }
      current = continuation
    }
  }

  private func remembered(_ text: String) -> String {
    if history.add(text) { editline.remember(text) }
    return text
  }
}
