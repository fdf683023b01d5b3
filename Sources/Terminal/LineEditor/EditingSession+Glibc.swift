import CEditline
import Glibc

/// What libedit's callbacks share with the reader of one line: the prompt, the keyboard and the signals.
final class EditingSession {
  private(set) var prompt: UnsafeMutablePointer<CChar>?
  private(set) var isInterrupted = false
  private var descriptor: CInt = -1
  private var trap: SignalTrap?

  deinit {
    free(prompt)
  }

  /// Runs the body, in which libedit reads a line, with signals caught.
  func run<Answer>(
    on descriptor: CInt, showing prompt: String, _ body: () throws -> Answer
  ) throws -> Answer {
    free(self.prompt)
    self.prompt = strdup(prompt)
    self.descriptor = descriptor
    isInterrupted = false
    trap = try SignalTrap([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH])
    defer { trap = nil }
    return try body()
  }

  static func of(_ editor: OpaquePointer?) -> EditingSession? {
    editline_client_data(editor).map { Unmanaged<EditingSession>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads one character for libedit: 1 when there is one, 0 at the end, -1 when the line is given up.
  static func read(_ editor: OpaquePointer?, into character: UnsafeMutablePointer<wchar_t>?) -> CInt {
    guard let editor, let session = of(editor) else { return -1 }
    var decoder = ScalarDecoder()
    while true {
      switch session.next() {
      case .byte(let byte):
        guard let scalar = decoder.read(byte) else { continue }
        character?.pointee = wchar_t(bitPattern: scalar.value)
        return 1
      case .end: return 0
      case .signal(let signal):
        session.take(signal, editor)
        if session.isInterrupted { return -1 }
      }
    }
  }

  private func next() -> Stroke {
    trap.map { Keyboard.next(from: descriptor, or: $0) } ?? .end
  }

  private func take(_ signal: CInt, _ editor: OpaquePointer) {
    switch signal {
    case SIGWINCH: el_resize(editor)
    case SIGINT: isInterrupted = true
    case SIGTSTP: letThrough(signal, editor)
    default:
      letThrough(signal, editor)
      isInterrupted = true
    }
  }

  /// The terminal is as it was while the signal acts; what was typed so far is drawn again behind it.
  private func letThrough(_ signal: CInt, _ editor: OpaquePointer) {
    _ = editline_prepare_terminal(editor, 0)
    trap?.letThrough(signal)
    _ = editline_prepare_terminal(editor, 1)
    _ = editline_refresh(editor)
  }
}
