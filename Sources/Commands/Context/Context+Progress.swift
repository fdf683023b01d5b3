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

  /// Shows on standard error that an answer is being waited for: where that is a terminal that can draw, and unless
  /// silence is wanted.
  func spinner(_ options: NetworkOptions) -> Spinner {
    let (errors, environment) = (errors, environment)
    // What is traced says more.
    let isDrawn =
      errors.isTerminal && !options.quiet && !options.verbose && !TerminalFacts.isDumb(environment)
    let facts: @Sendable () -> TerminalFacts = {
      var facts = TerminalFacts(of: STDERR_FILENO, environment: environment)
      facts.isTerminal = isDrawn
      return facts
    }
    return Spinner(
      facts, palette: Palette(isColourful: facts().wantsColour), pause: pause,
      // A picture that cannot be drawn is no loss.
      write: { try? errors.draw($0) })
  }
}
