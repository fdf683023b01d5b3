import Terminal

/// Asks as its arguments say (`secret`, `line`, one after the other) and prints what came of it; driven by
/// TerminalTests through a pseudo-terminal.
@main
struct TerminalProbe {
  static func main() async throws {
    let terminal = try ControllingTerminal()
    let editor = try LineEditor(on: terminal)
    for kind in CommandLine.arguments.dropFirst() {
      let prompt = "\(kind)> "
      let input =
        kind == "secret" ? try await SecretPrompt(on: terminal).ask(prompt) : try await editor.ask(prompt)
      print("got", words(for: input))
    }
  }

  private static func words(for input: LineInput) -> String {
    switch input {
    case .line(let line): "<\(line)>"
    case .interrupted: "an interrupt"
    case .end: "the end"
    }
  }
}
