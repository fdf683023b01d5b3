import CEditline
import Glibc

/// What libedit's callbacks share with the reader of one line: the keyboard, the screen, the signals and the history.
final class EditingSession {
  let terminal: ControllingTerminal
  let completion: Completion.Source?
  var glyphs = Glyphs { Int(editline_columns(wchar_t(bitPattern: $0.value))) }
  var typing = InputDecoder(.nothing)
  var search: HistorySearch?
  var walk = HistoryWalk([])
  var screen = LineScreen()
  var plainScreen = PlainScreen()
  /// Whether the terminal knows nothing but how to go back.
  var isDumb = false
  /// Text that waits to be inserted.
  var pasted: String?
  /// How the terminal was before it was taken.
  var before: termios?
  /// How many bytes had been typed already when it was taken.
  var bytesAhead = 0
  private(set) var isInterrupted = false
  private(set) var history: [String] = []
  private(set) var trap: SignalTrap?
  /// The keys that a search has left to libedit.
  private var queue: [Unicode.Scalar] = []
  private var ownPrompt: [Glyph] = []

  init(on terminal: ControllingTerminal, completion: Completion.Source?) {
    self.terminal = terminal
    self.completion = completion
  }

  var prompt: [Glyph] { search.map { Glyph.prompt($0.prompt) } ?? ownPrompt }

  /// Runs the body, in which libedit reads a line, with signals caught.
  ///
  /// - Parameter joinsLines: whether lines that come together with the one that ends are one text with it; `nil`: never.
  func run<Answer>(
    showing prompt: String, remembering history: [String], joinsLines: (() -> Bool)?,
    _ body: () throws -> Answer
  ) throws -> Answer {
    let trap = try SignalTrap([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH])
    let descriptor = terminal.descriptor
    typing = InputDecoder(
      KeySource(
        next: { [unowned self] in mended(Keyboard.next(from: descriptor, or: trap)) },
        isMoreThere: { Keyboard.isWaiting(at: descriptor, patience: $0) },
        // What was typed ahead is to be mended.
        bytesThere: { [unowned self] in bytesAhead > 0 ? [] : Keyboard.bytesThere(at: descriptor) },
        bytesWaiting: { [unowned self] in bytesAhead > 0 ? 0 : Keyboard.bytesWaiting(at: descriptor) }),
      joinsLines: joinsLines, after: typing)
    self.trap = trap
    self.history = history
    ownPrompt = Glyph.prompt(prompt)
    (walk, search, pasted, queue, isInterrupted) = (HistoryWalk(history), nil, nil, [], false)
    (screen, plainScreen) = (LineScreen(), PlainScreen())
    // Ctrl-C takes back what was typed behind it, too.
    defer { (self.trap, typing) = (nil, InputDecoder(.nothing, after: isInterrupted ? nil : typing)) }
    return try body()
  }

  static func of(_ editor: OpaquePointer?) -> EditingSession? {
    editline_client_data(editor).map { Unmanaged<EditingSession>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads one scalar for libedit: 1 when there is one, 0 at the end, -1 when the line is given up.
  static func read(_ editor: OpaquePointer?, into character: UnsafeMutablePointer<wchar_t>?) -> CInt {
    guard let editor, let session = of(editor) else { return -1 }
    EditedLine(editor).mend()
    // The key for it may have been taken for a part of something else.
    session.insertPasted(EditedLine(editor))
    while session.queue.isEmpty {
      if !session.typing.isMoreThere { session.draw(EditedLine(editor)) }
      switch session.typing.next() {
      case .glyph(let glyph): session.take(glyph, EditedLine(editor))
      case .control(let key): session.take(key, EditedLine(editor))
      case .pasted(let text): session.take(pasted: text)
      case .end: return 0
      case .signal(let signal): session.take(signal, EditedLine(editor))
      }
      if session.isInterrupted { return -1 }
    }
    character?.pointee = wchar_t(bitPattern: session.queue.removeFirst().value)
    return 1
  }

  /// Ctrl-D that was typed while lines were still put together by the system is a NUL there.
  private func mended(_ event: KeyEvent) -> KeyEvent {
    guard case .byte(let byte) = event, bytesAhead > 0 else { return event }
    bytesAhead -= 1
    return .byte(byte == 0 ? 4 : byte)
  }

  func interrupt() {
    isInterrupted = true
  }

  private func take(_ glyph: Glyph, _ line: EditedLine) {
    guard search == nil else { return takeInSearch(glyph, line) }
    queue.append(glyphs.scalar(for: joined(glyph, line) ?? glyph))
  }

  /// A mark that comes late is put on the character before the cursor, which is taken out of the line for that.
  private func joined(_ mark: Glyph, _ line: EditedLine) -> Glyph? {
    guard let first = mark.text.first, !first.isASCII, let last = line.last.map(glyphs.glyph),
      last.columns <= 2, Glyph.joins(last.text, first)
    else { return nil }
    line.removeLast()
    return Glyph(last.text + mark.text)
  }

  private func take(pasted text: String) {
    search = nil
    pasted = text
    queue.append(EditorCommand.pasteKey)
  }

  private func take(_ key: Unicode.Scalar, _ line: EditedLine) {
    if search != nil {
      guard takeInSearch(key, line) else { return }
      search = nil
    }
    queue.append(key)
  }
}
