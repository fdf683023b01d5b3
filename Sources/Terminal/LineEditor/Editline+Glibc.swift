import CEditline
import Glibc

/// One editor of libedit, with the streams it draws on.
final class Editline {
  private let terminal: ControllingTerminal
  private let streams: Streams
  private let editor: OpaquePointer
  private let session = EditingSession()

  init(on terminal: ControllingTerminal, settings: String?) throws(TerminalError) {
    Self.useUnicode()
    self.terminal = terminal
    streams = try Streams(on: terminal)
    guard let editor = el_init("sfmodels", streams.input, streams.output, streams.output) else {
      throw .refused(call: "el_init", code: errno)
    }
    self.editor = editor
    _ = editline_set_client_data(editor, Unmanaged.passUnretained(session).toOpaque())
    _ = editline_set_prompt(editor) { EditingSession.of($0)?.prompt }
    _ = editline_set_read(editor) { EditingSession.read($0, into: $1) }
    _ = editline_set_keys(editor, "emacs")
    // A file that is not there is what most people have.
    if let settings { _ = el_source(editor, settings) }
  }

  deinit {
    el_end(editor)
  }

  func read(_ prompt: String) throws -> LineInput {
    try session.run(on: terminal.descriptor, showing: prompt) {
      // libedit would do it behind the prompt, and lose what was typed in between.
      _ = editline_prepare_terminal(editor, 1)
      var count: CInt = 0
      guard let characters = el_wgets(editor, &count), count > 0 else {
        terminal.write("\n")
        return session.isInterrupted ? .interrupted : .end
      }
      return .line(Self.line(UnsafeBufferPointer(start: characters, count: Int(count))))
    }
  }

  private static func line(_ characters: UnsafeBufferPointer<wchar_t>) -> String {
    let scalars = characters.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) }
    let line = scalars.last == "\n" || scalars.last == "\r" ? scalars.dropLast() : scalars[...]
    return String(String.UnicodeScalarView(line))
  }

  // libedit measures and prints with the C library, which knows only ASCII until it is told more.
  private static func useUnicode() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(CInt(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }
}

/// The two C streams that libedit wants, closed with their owner.
private struct Streams: ~Copyable {
  let input: UnsafeMutablePointer<FILE>
  let output: UnsafeMutablePointer<FILE>

  init(on terminal: ControllingTerminal) throws(TerminalError) {
    guard let input = fdopen(dup(terminal.descriptor), "r"),
      let output = fdopen(dup(terminal.descriptor), "w")
    else { throw .refused(call: "fdopen", code: errno) }
    self.input = input
    self.output = output
  }

  deinit {
    fclose(input)
    fclose(output)
  }
}
