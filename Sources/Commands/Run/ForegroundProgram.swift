import CArguments
import Dispatch
import FileSystem
import Glibc
import Terminal

/// A program that takes this one's place at the terminal until it ends.
///
/// It stays in our process group, so that whatever a shell or a terminal does to the job is done to it too: Ctrl-C,
/// Ctrl-Z, a new size of the window, a pipe to other programs. What is for one process alone is passed on. The library
/// for child programs knows neither that a child has stopped nor which signals it must not inherit as ignored.
struct ForegroundProgram: Sendable {
  let file: ExecutableFile
  /// Its name first.
  let words: [String]
  /// `NAME=VALUE`.
  let environment: [String]
  /// Files of ours are not left open to it.
  let descriptors: InheritedDescriptors

  /// How a program has ended.
  enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)

    /// - Parameter status: as waitpid(2) tells it.
    init(_ status: Int32) {
      self = status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: status & 0x7F)
    }

    /// As shells tell it.
    var status: Int32 {
      switch self {
      case .exited(let status): status
      case .killed(let signal): 128 + signal
      }
    }
  }

  /// Runs it to its end.
  ///
  /// - Throws: ``CommandFailure/programNotStarted(_:code:)``, ``CommandFailure/programNotFound(_:)``.
  func run() async throws -> Ending {
    let modes = TerminalModes()
    let signals = ForwardedSignals()
    defer { signals.end() }
    let process = try start()
    signals.forward(to: process)
    let ending = await Self.end(of: process, modes)
    // Who ends by itself leaves the terminal as it found it, or as it was told to.
    if case .killed = ending { modes?.restore() }
    return ending
  }

  /// The variables of this process, as they are now.
  static var ownEnvironment: [String] {
    var (entries, place): ([String], Int) = ([], 0)
    let variables = process_environment()
    while let entry = variables[place] {
      entries.append(FileName.text(of: UnsafeRawBufferPointer(start: entry, count: strlen(entry))))
      place += 1
    }
    return entries
  }

  private static func end(of process: pid_t, _ modes: TerminalModes?) async -> Ending {
    await withCheckedContinuation { continuation in
      // Its own queue: the wait takes a thread for as long as the program runs.
      DispatchQueue(label: "program").async {
        continuation.resume(returning: Ending(waited(for: process, modes)))
      }
    }
  }

  private static func waited(for process: pid_t, _ modes: TerminalModes?) -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WUNTRACED)
      if ended < 0, errno != EINTR { return status }
      guard ended == process else { continue }
      guard status & 0xFF == 0x7F else { return status }
      // The shell sees our end of the job alone: without this it would wait for one that waits itself.
      if modes?.isInForeground ?? false { ForwardedSignals.stop() }
    }
  }
}

extension ForegroundProgram {
  private func start() throws(CommandFailure) -> pid_t {
    var (process, code) = spawn(file.path, words)
    if code == ENOEXEC {
      // A script without a first line that names its shell: execvp(3) does the same.
      (process, code) = spawn("/bin/sh", ["sh", file.path] + words.dropFirst())
    }
    guard code != 0 else { return process }
    // The file is there, as was seen: what is missing is the interpreter that it names.
    throw code == ENOENT ? .programNotFound(file.path) : .programNotStarted(file.path, code: code)
  }

  /// - Returns: the process, and errno; 0 where it runs.
  private func spawn(_ path: String, _ words: [String]) -> (pid_t, Int32) {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (usual, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&usual)
    sigemptyset(&blocked)
    // They are ignored here, and threads of ours block some signals; what we were told to ignore it is told too.
    for number in [SIGPIPE, SIGXFSZ] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Self.setsSignals)
    let (arguments, variables) = (Self.strings(words), Self.strings(environment))
    defer { for string in arguments + variables { free(string) } }
    descriptors.keepOthers()
    var process: pid_t = 0
    let code = FileName.withPath(path) {
      posix_spawn(&process, $0, nil, &attributes, arguments, variables)
    }
    return (process, code)
  }

  /// `POSIX_SPAWN_SETSIGDEF` and `POSIX_SPAWN_SETSIGMASK` of spawn.h.
  private static let setsSignals: Int16 = 0x04 | 0x08

  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { text in FileName.withPath(text) { strdup($0) } } + [nil]
  }
}
