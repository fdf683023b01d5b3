import Glibc
import Terminal

extension Context {
  /// A line on standard error that tells how far a long work has come: where that is a terminal, and unless silence
  /// is wanted.
  func progressLine(isQuiet: Bool) -> ProgressLine {
    let errors = errors
    let environment = environment
    return ProgressLine {
      isQuiet || !errors.isTerminal
        ? TerminalFacts(isTerminal: false, reported: nil, environment: environment)
        : TerminalFacts(of: STDERR_FILENO, environment: environment)
    } write: { text in
      // Nowhere is left to report to when standard error is gone.
      try? errors.draw(text)
    }
  }
}
