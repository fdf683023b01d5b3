import CEditline
import Glibc

/// One editor of libedit, with the streams it reads from and draws on.
final class Editline {
  private let terminal: ControllingTerminal
  private let session: EditingSession
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>
  private let editor: OpaquePointer
  private let history: OpaquePointer?

  init(
    on terminal: ControllingTerminal, settings: String?, completion: Completion.Source?
  ) throws(TerminalError) {
    Self.useUnicode()
    self.terminal = terminal
    session = EditingSession(on: terminal, completion: completion)
    let owner = Unmanaged.passUnretained(session).toOpaque()
    let (input, output) = (fdopen(dup(terminal.descriptor), "r"), editline_stream(owner, Self.draw))
    guard let input, let output else { throw .refused(call: "fdopen", code: errno) }
    let descriptor = terminal.descriptor
    let editor = el_init_fd("sfmodels", input, output, output, descriptor, descriptor, descriptor)
    guard let editor else { throw .refused(call: "el_init", code: errno) }
    (self.input, self.output, self.editor) = (input, output, editor)
    history = history_winit()
    _ = editline_set_client_data(editor, owner)
    _ = editline_set_prompt(editor) { EditingSession.of($0)?.promptCharacters }
    _ = editline_set_read(editor) { EditingSession.read($0, into: $1) }
    Self.bindKeys(of: editor, settings: settings, completes: completion != nil)
    if let history {
      _ = editline_history_limit(history, CInt.max)
      _ = editline_set_history(editor, history)
    }
  }

  deinit {
    el_end(editor)
    history_wend(history)
    fclose(output)
    fclose(input)
  }

  /// Lets commands of libedit's own that look into the history find the entry.
  func remember(_ entry: String) {
    // libedit takes a newline and a space off the end of what it finds.
    let characters = EditedLine.characters(session.glyphs.scalars(for: entry) + [" ", "\n"])
    _ = editline_history_add(history, characters)
  }

  func read(_ prompt: String, remembering history: [String]) throws -> LineInput {
    try session.run(showing: prompt, remembering: history) {
      // libedit would do it behind the prompt, and lose what was typed in between.
      _ = editline_prepare_terminal(editor, 1)
      session.marksPastedText(true, editor)
      defer { session.marksPastedText(false, editor) }
      var count: CInt = 0
      guard let characters = el_wgets(editor, &count), count > 0 else { return leaveLine() }
      let scalars = EditedLine.scalars(characters, characters + Int(count))
      return .line(session.glyphs.text(of: scalars.last == "\n" || scalars.last == "\r" ? scalars.dropLast() : scalars[...]))
    }
  }

  /// The cursor goes below the line that was given up.
  private func leaveLine() -> LineInput {
    let line = EditedLine(editor)
    let rowsBelow = session.row(behind: line.all) - session.row(behind: line.before)
    terminal.write(String(repeating: "\n", count: rowsBelow + 1))
    return session.isInterrupted ? .interrupted : .end
  }

  private static let draw: editline_write = { owner, bytes, count in
    guard let owner else { return 0 }
    let session = Unmanaged<EditingSession>.fromOpaque(owner).takeUnretainedValue()
    session.draw(UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }

  // libedit measures and prints with the C library, which knows only ASCII until it is told more.
  private static func useUnicode() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(CInt(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }
}
