/// One line that tells how far a long work has come, drawn over itself on a terminal and nowhere else.
package struct ProgressLine: ~Copyable {
  private let facts: @Sendable () -> TerminalFacts
  private let write: @Sendable (String) -> Void
  private var line = TransientLine()

  /// - Parameters:
  ///   - facts: asked anew for each drawing, because windows change.
  ///   - write: shows the text at once.
  package init(
    _ facts: @escaping @Sendable () -> TerminalFacts, write: @escaping @Sendable (String) -> Void
  ) {
    self.facts = facts
    self.write = write
  }

  deinit {
    var line = line
    let ending = line.clear()
    if !ending.isEmpty { write(ending) }
  }

  /// Shows the text, cut to the width of the terminal, in place of the last one.
  package mutating func show(_ text: String) {
    let facts = facts()
    guard facts.isTerminal else { return }
    let text = ControlCharacterFilter.visible(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
    write(line.draw(text, columns: facts.size.columns))
  }

  /// Leaves an empty line, for something else to be printed or at the end.
  package mutating func clear() {
    let ending = line.clear()
    if !ending.isEmpty { write(ending) }
  }
}
