import Glibc

/// A terminal without a screen, with a program on it: what a person would type and see, in a test.
final class PseudoTerminal {
  /// What was seen instead of what was expected.
  struct Unexpected: Error { var seen: String }

  private let master: CInt
  private let slave: CInt
  fileprivate var process: pid_t = 0
  /// Ends when the last process on the terminal has ended.
  private let life: CInt
  private var seen: [UInt8] = []
  /// All that was ever printed.
  private var printed: [UInt8] = []
  private var isMarked = false
  private var isOver = false

  // Swift's own crash reports would catch SIGQUIT.
  private static let plainEnvironment = ["PATH=/usr/bin:/bin", "SWIFT_BACKTRACE=enable=no"]

  /// A byte that is in no text.
  private static let mark: UInt8 = 0xFF

  /// How long anything may take, in milliseconds; only a failing test waits so long.
  private static let patience: CInt = 20_000

  /// Runs a program that has this terminal as its own, with an empty standard input.
  init(running words: [String], environment: [String], columns: Int = 80) throws {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    var size = Self.size(columns)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else {
      throw Unexpected(seen: "no pseudo-terminal")
    }
    (self.master, self.slave) = (master, slave)
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Unexpected(seen: "no pipe") }
    defer { close(ends[1]) }
    life = ends[0]
    for end in [master, slave, life, ends[1]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let path = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    try spawn(
      words, environment + Self.plainEnvironment, on: String(decoding: path, as: UTF8.self), alive: ends[1])
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(master)
    close(slave)
    close(life)
  }

  /// Whether what is typed now appears on the screen.
  var echoes: Bool { attributes.c_lflag & tcflag_t(ECHO) != 0 }

  /// Whether lines are edited by the terminal and not by the program.
  var isCooked: Bool { attributes.c_lflag & tcflag_t(ICANON) != 0 }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// The screen as it is now.
  func screen(columns: Int) -> Screen {
    var screen = Screen(columns: columns)
    screen.show(String(decoding: printed, as: UTF8.self))
    return screen
  }

  /// Whether the terminal puts marks round what is pasted.
  var marksPastedText: Bool {
    let printed = String(decoding: printed, as: UTF8.self)
    return printed.ranges(of: "\u{1B}[?2004h").count > printed.ranges(of: "\u{1B}[?2004l").count
  }

  /// Makes the window another size, of which the program is told.
  func resize(columns: Int) {
    var size = Self.size(columns)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  private static func size(_ columns: Int) -> winsize {
    winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
  }

  func send(_ signal: CInt) {
    kill(process, signal)
  }

  /// Waits until the text appears behind what was awaited before, and returns all that was seen up to it.
  @discardableResult
  func awaits(_ text: String) throws -> String {
    let wanted = Array(text.utf8)
    while true {
      if let start = seen.indices.first(where: { seen[$0...].starts(with: wanted) }) {
        let before = String(decoding: seen[..<start], as: UTF8.self)
        seen.removeFirst(start + wanted.count)
        return before
      }
      guard readMore() else { throw Unexpected(seen: String(decoding: seen, as: UTF8.self)) }
    }
  }

  /// The status with which the program ended, or the negative number of the signal that ended it.
  func end() throws -> CInt {
    while readMore() {}
    var status: CInt = 0
    waitpid(process, &status, 0)
    process = 0
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  private func readMore() -> Bool {
    guard !isOver else { return false }
    var places = [master, life].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&places, isMarked ? 1 : 2, Self.patience) > 0 else { return false }
    if places[1].revents != 0 { markTheEnd() }
    guard places[0].revents != 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = max(0, read(master, &bytes, bytes.count))
    seen += bytes[..<count].filter { $0 != Self.mark }
    printed += bytes[..<count].filter { $0 != Self.mark }
    isOver = count == 0 || bytes[..<count].contains(Self.mark)
    return true
  }

  // What the program wrote last may still be on its way when the program is gone; the mark comes behind it.
  private func markTheEnd() {
    var mark = Self.mark
    _ = write(slave, &mark, 1)
    isMarked = true
  }

  private var attributes: termios {
    var attributes = termios()
    tcgetattr(slave, &attributes)
    return attributes
  }
}

extension PseudoTerminal {
  // The first terminal that the leader of a new session opens becomes its own.
  private func spawn(_ words: [String], _ environment: [String], on terminal: String, alive: CInt) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Self.newSession)
    defer { posix_spawnattr_destroy(&attributes) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, alive, 3)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let (arguments, variables) = (Self.strings(words), Self.strings(environment))
    defer { for string in arguments + variables { free(string) } }
    guard posix_spawn(&process, words[0], &actions, &attributes, arguments, variables) == 0 else {
      throw Unexpected(seen: "\(words[0]) did not start")
    }
  }

  /// `POSIX_SPAWN_SETSID`, which the C library shows only to GNU programs.
  private static let newSession: Int16 = 0x80

  private static func strings(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
    words.map { strdup($0) } + [nil]
  }
}
