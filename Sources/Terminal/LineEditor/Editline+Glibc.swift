import CEditline
import Glibc

/// One editor of libedit.
///
/// libedit only edits: it gets keys from us, and it draws on a terminal of its own that nobody sees, because its drawing
/// fails where characters are wide, and writes over its memory where the window is small.
final class Editline {
  private let terminal: ControllingTerminal
  private let session: EditingSession
  private let backstage: NullTerminal
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
    backstage = try NullTerminal(like: terminal)
    let descriptor = backstage.descriptor
    let (input, output) = (fdopen(dup(descriptor), "r"), editline_stream(owner, Self.hear))
    guard let input, let output else { throw .refused(call: "fdopen", code: errno) }
    let editor = el_init_fd("sfmodels", input, output, output, descriptor, descriptor, descriptor)
    guard let editor else { throw .refused(call: "el_init", code: errno) }
    (self.input, self.output, self.editor) = (input, output, editor)
    history = history_winit()
    _ = editline_set_client_data(editor, owner)
    _ = editline_set_read(editor) { EditingSession.read($0, into: $1) }
    session.isDumb = editline_terminal(editor).map { ["", "dumb"].contains(String(cString: $0)) } ?? true
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

  /// - Parameter joinsLines: whether lines that come together with this one are one text with it; `nil`: never.
  func read(
    _ prompt: String, remembering history: [String], joinsLines: ((String) -> Bool)? = nil
  ) throws -> LineInput {
    let (session, editor) = (session, editor)
    let joins = joinsLines.map { joins in { joins(session.glyphs.text(of: EditedLine(editor).all)) } }
    return try session.run(showing: prompt, remembering: history, joinsLines: joins) {
      try session.takeTerminal()
      defer { session.giveTerminalBack() }
      var count: CInt = 0
      let characters = el_wgets(editor, &count)
      guard let characters, count > 0 else {
        session.leave(EditedLine(editor).all)
        return session.isInterrupted ? .interrupted : .end
      }
      // The last one is the key that has ended the line.
      let scalars = EditedLine.scalars(characters, characters + Int(count)).dropLast()
      session.leave(Array(scalars))
      return .line(session.glyphs.text(of: scalars))
    }
  }

  /// Of all that libedit draws, only its beep is wanted.
  private static let hear: editline_write = { owner, bytes, count in
    guard let owner, let bytes, memchr(bytes, 7, count) != nil else { return count }
    Unmanaged<EditingSession>.fromOpaque(owner).takeUnretainedValue().terminal.write("\u{7}")
    return count
  }

  // libedit measures and prints with the C library, which knows only ASCII until it is told more.
  private static func useUnicode() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(CInt(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }
}
