import Glibc

/// A terminal without a screen, with the program on it: what a person would type and see. Belongs to one thread.
final class Terminal {
  struct NeverSeen: Error { var awaited, seen: String }

  private let master: Descriptor
  private let process: pid_t
  private var screen: [UInt8] = []
  /// Up to where the screen has been read by the test.
  private var position = 0
  private var isReaped = false
  /// Whether nothing came for as long as a test waits.
  private var isSilent = false

  /// Milliseconds; only a failing test waits so long.
  private static let patience: Int32 = 20_000

  init(
    _ words: [String], program: String = Call.sfmodels, environment: [String: String], columns: UInt16 = 80
  ) throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw Descriptor.Trouble(code: errno) }
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.master = Descriptor(master)
    let ownSlave = Descriptor(slave)
    defer { ownSlave.close() }
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a new session opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var call = Call(words, program: program)
    call.environment = environment
    process = try Spawning.start(call, &actions, flags: Spawning.resetsSignals | Spawning.newSession)
  }

  deinit {
    guard !isReaped else { return }
    kill()
    waitpid(process, nil, 0)
  }

  /// The window's size changes, and the program is told (SIGWINCH).
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master.number, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) { _ = master.writeSome(Array(text.utf8)[...]) }

  /// Ends the program by force.
  func kill() { send(SIGKILL) }

  func send(_ signal: Int32) { _ = Glibc.kill(process, signal) }

  /// Whether what is typed now is shown by the terminal itself.
  var echoes: Bool {
    var attributes = termios()
    return tcgetattr(master.number, &attributes) == 0 && attributes.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits until the text appears behind what was awaited before.
  func awaits(_ text: String) throws {
    while true {
      let fresh = String(decoding: screen[position...], as: UTF8.self)
      if let range = fresh.firstRange(of: text) {
        position += fresh[..<range.upperBound].utf8.count
        return
      }
      guard readMore() else { throw NeverSeen(awaited: text, seen: String(decoding: screen, as: UTF8.self)) }
    }
  }

  /// Waits for a whole line that has the text, behind what was awaited before.
  func line(containing text: String) throws -> String {
    try awaits(text)
    try awaits("\r\n")
    let seen = String(decoding: screen[..<position], as: UTF8.self)
    return seen.split(separator: "\r\n").last { $0.contains(text) }.map(String.init) ?? ""
  }

  /// Waits until exactly this is said in answer to a line that was typed, and the prompt stands behind it.
  func awaitsAnswer(_ text: String) throws {
    // What switches the marks of pasted text off and on again.
    try awaits("\u{1B}[?2004l\(text)\r\n\u{1B}[?2004h")
  }

  /// The same without what a spinner has drawn and erased, on a machine that was slow.
  static func withoutSpinner(_ screen: String) -> String {
    screen.replacing(#/\r(\u{1B}\[[0-9;]*m)*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \d+ s(\u{1B}\[[0-9;]*m)*/#, with: "").replacing(
      #/\r {5,}\r/#, with: "")
  }

  /// Waits until what is typed is not shown.
  func awaitsNoEcho() throws {
    let deadline = ContinuousClock.now + .milliseconds(Int(Self.patience))
    var attributes = termios()
    while tcgetattr(master.number, &attributes) == 0, attributes.c_lflag & tcflag_t(ECHO) != 0 {
      guard .now < deadline else { throw NeverSeen(awaited: "no echo", seen: "") }
      sched_yield()
    }
  }

  /// All that was on the screen, and how the program ended; one that neither ends nor says anything is ended by force.
  func finish() throws -> (screen: String, Outcome.Ending) {
    while readMore() {}
    if isSilent { kill() }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    isReaped = true
    return (String(decoding: screen, as: UTF8.self), Outcome.Ending(status: status))
  }

  // When the last program on the terminal has ended, reading fails.
  private func readMore() -> Bool {
    var place = pollfd(fd: master.number, events: Int16(POLLIN), revents: 0)
    isSilent = Descriptor.again { poll(&place, 1, Self.patience) } == 0
    guard !isSilent else { return false }
    let bytes = master.readSome()
    screen += bytes
    return !bytes.isEmpty
  }
}
