import FileSystem

/// Says things beside the result, on standard error: remarks that vanish with `--quiet`, and warnings that do not.
struct Notes: Sendable {
  private let errors: Output
  private let isQuiet: Bool

  init(_ errors: Output, isQuiet: Bool) {
    self.errors = errors
    self.isQuiet = isQuiet
  }

  func note(_ text: String) {
    if !isQuiet { say("note: \(text)") }
  }

  func warn(_ text: String) {
    say("warning: \(text)")
  }

  /// Lines of the trace that `--verbose` shows.
  func trace(_ lines: String) {
    // Nowhere is left to report to when standard error is gone.
    try? errors.line(lines)
  }

  /// The same for what names itself, such as a report.
  func remark(_ text: String) {
    try? errors.line(prose: text)
  }

  private func say(_ text: String) {
    try? errors.line(prose: "sfmodels: \(FileName.visible(text))")
  }
}
