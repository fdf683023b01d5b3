/// Asks for a line that the person can edit while typing it.
package actor LineEditor {
  private let editline: Editline
  private let queue = BlockingQueue("line editor")

  /// - Parameter settings: the path of an `editrc` file (man 5 editrc) to follow, if it exists.
  package init(on terminal: ControllingTerminal, settings: String? = nil) throws(TerminalError) {
    editline = try Editline(on: terminal, settings: settings)
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Shows the prompt and waits for the line.
  package func ask(_ prompt: String) throws -> LineInput {
    try editline.read(prompt)
  }
}
