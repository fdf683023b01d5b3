import Glibc
import Terminal

/// Does what its arguments say, one after the other, and prints what came of it; driven by TerminalTests through a
/// pseudo-terminal.
///
/// `history=PATH`, `settings=PATH` and `prompt=TEXT` hold for what comes behind them.
@main
struct TerminalProbe {
  private let terminal: ControllingTerminal
  private var history: String?
  private var settings: String?
  private var prompt: String?
  private var editor: LineEditor?

  static func main() async throws {
    var probe = TerminalProbe(terminal: try ControllingTerminal())
    for word in CommandLine.arguments.dropFirst() { try await probe.run(word) }
  }

  private mutating func run(_ word: String) async throws {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    switch parts[0] {
    case "history": history = parts[1]
    case "settings": settings = parts[1]
    case "prompt": prompt = parts[1]
    case "interrupts": try await awaitInterrupts()
    case "wait": try await Task.sleep(for: .seconds(60))
    default: print("got", words(for: try await answer(parts[0])))
    }
  }

  private mutating func answer(_ kind: String) async throws -> LineInput {
    let prompt = prompt ?? "\(kind)> "
    if kind == "secret" { return try await SecretPrompt(on: terminal).ask(prompt) }
    let editor = try editor ?? makeEditor()
    self.editor = editor
    return kind == "line" ? try await editor.ask(prompt) : try await editor.askForMessage(prompt)
  }

  private func makeEditor() throws -> LineEditor {
    try LineEditor(
      on: terminal, settings: settings, history: history.map { HistoryFile(path: $0, limit: 5) },
      completion: Self.complete)
  }

  /// Works twice until it is interrupted, after a message was asked for.
  private mutating func awaitInterrupts() async throws {
    let editor = try makeEditor()
    try await Interrupts.caught { interrupts in
      print("got", words(for: try await editor.askForMessage("message> ")))
      var iterator = interrupts.makeAsyncIterator()
      for _ in 1...2 {
        print("working")
        _ = await iterator.next()
        print("told")
      }
    }
    print("not told")
  }

  /// Completes some words with an accent, and a folder.
  private static func complete(_ line: String, _ cursor: Int) -> Completion {
    let words: [(String, String)] = [
      ("/help", "what can be typed"), ("/history", "what was said"), ("größe", "Größe 中文"), ("größer", ""),
      ("src/", "a folder"),
    ]
    let typed = String(line.prefix(cursor).reversed().prefix { $0 != " " }.reversed())
    let candidates = words.filter { $0.0.hasPrefix(typed) }.map {
      Completion.Candidate($0.0, description: $0.1, isWhole: !$0.0.hasSuffix("/"))
    }
    return Completion(from: cursor - typed.count, candidates)
  }

  private func words(for input: LineInput) -> String {
    switch input {
    case .line(let line) where line.utf8.count > 100_000:
      "<\(line.utf8.count) bytes, \(line.prefix(5))...\(line.suffix(5))>"
    case .line(let line):
      "<\(line.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎"))>"
    case .interrupted: "an interrupt"
    case .end: "the end"
    }
  }
}
