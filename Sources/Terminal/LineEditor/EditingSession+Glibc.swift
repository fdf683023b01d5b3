import CEditline
import Glibc

/// What libedit's callbacks share with the reader of one line: the prompt, the keyboard, the screen and the signals.
final class EditingSession {
  let terminal: ControllingTerminal
  let completion: Completion.Source?
  var glyphs = Glyphs { Int(editline_columns(wchar_t(bitPattern: $0.value))) }
  var typing = Typing({ .end }, isMoreThere: { false })
  /// What libedit gets before anything that is typed.
  var queue: [Unicode.Scalar] = []
  var search: HistorySearch?
  /// The line that was found is still to be shown.
  var isSearchOver = false
  var walk = HistoryWalk([])
  var listing: (lines: [String], cursor: Int)?
  var isInterrupted = false
  private(set) var promptScalars: [Unicode.Scalar] = []
  private(set) var promptCharacters: UnsafeMutablePointer<wchar_t>?
  private(set) var history: [String] = []
  private(set) var trap: SignalTrap?
  private var ownPrompt = ""
  private var drawn = DrawnText()

  init(on terminal: ControllingTerminal, completion: Completion.Source?) {
    self.terminal = terminal
    self.completion = completion
  }

  deinit {
    promptCharacters?.deallocate()
  }

  /// Runs the body, in which libedit reads a line, with signals caught.
  func run<Answer>(
    showing prompt: String, remembering history: [String], _ body: () throws -> Answer
  ) throws -> Answer {
    let trap = try SignalTrap([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH])
    let descriptor = terminal.descriptor
    typing = Typing(
      { Keyboard.next(from: descriptor, or: trap) }, isMoreThere: { Keyboard.isWaiting(at: descriptor) })
    self.trap = trap
    self.history = history
    (walk, search, isSearchOver, listing) = (HistoryWalk(history), nil, false, nil)
    (queue, isInterrupted) = ([], false)
    ownPrompt = prompt
    showPrompt()
    defer {
      typing = Typing({ .end }, isMoreThere: { false })
      self.trap = nil
    }
    return try body()
  }

  /// Makes libedit draw the caller's prompt, or that of a search.
  func showPrompt() {
    promptScalars = Glyph.prompt(search?.prompt ?? ownPrompt).map { glyphs.scalar(for: $0) }
    let characters = EditedLine.characters(promptScalars)
    promptCharacters?.deallocate()
    let copy = UnsafeMutablePointer<wchar_t>.allocate(capacity: characters.count)
    copy.initialize(from: characters, count: characters.count)
    promptCharacters = copy
  }

  func draw(_ bytes: UnsafeRawBufferPointer) {
    terminal.write(drawn.read(bytes, glyphs))
  }

  static func of(_ editor: OpaquePointer?) -> EditingSession? {
    editline_client_data(editor).map { Unmanaged<EditingSession>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads one scalar for libedit: 1 when there is one, 0 at the end, -1 when the line is given up.
  static func read(_ editor: OpaquePointer?, into character: UnsafeMutablePointer<wchar_t>?) -> CInt {
    guard let editor, let session = of(editor) else { return -1 }
    while session.queue.isEmpty {
      switch session.typing.next() {
      case .glyph(let glyph): session.take(glyph)
      case .control(let key): session.take(key)
      case .end: return 0
      case .signal(let signal):
        session.take(signal, editor)
        if session.isInterrupted { return -1 }
      }
    }
    character?.pointee = wchar_t(bitPattern: session.queue.removeFirst().value)
    return 1
  }

  private func take(_ glyph: Glyph) {
    if search == nil {
      queue.append(glyphs.scalar(for: glyph))
    } else {
      search?.add(glyph)
      queue.append(Command.showFound.key)
    }
  }

  private func take(_ key: Unicode.Scalar) {
    if search == nil { queue.append(key) } else { takeInSearch(key) }
  }
}
