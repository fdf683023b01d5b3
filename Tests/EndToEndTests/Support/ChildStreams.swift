import Glibc
import Synchronization

/// Both ends of a child's standard streams.
struct ChildStreams {
  /// Our ends; `nil` where there is nothing to do for us.
  private(set) var input: Descriptor?
  private(set) var output: Descriptor?
  let errors: Descriptor
  /// The child's ends, closed here once it runs.
  private var childInput: Descriptor?
  private var childOutput: Descriptor?
  private var childErrors: Descriptor

  init(_ call: Call) throws {
    (errors, childErrors) = try Descriptor.pipe()
    switch call.input {
    case .closed: break
    case .nothing: childInput = try .file("/dev/null", O_RDONLY)
    case .file(let path): childInput = try .file(path, O_RDONLY)
    case .bytes, .openPipe:
      let (read, write) = try Descriptor.pipe()
      (childInput, input) = (read, write.doesNotBlock())
    }
    switch call.output {
    case .file(let path): childOutput = try .file(path, O_WRONLY | O_CREAT)
    case .closedPipe: childOutput = try Descriptor.pipe().write
    case .captured: (output, childOutput) = try Descriptor.pipe()
    }
  }

  mutating func spawn(_ call: Call) throws -> pid_t {
    signal(SIGPIPE, SIG_IGN)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let childInput {
      posix_spawn_file_actions_adddup2(&actions, childInput.number, 0)
    } else {
      posix_spawn_file_actions_addclose(&actions, 0)
    }
    if let childOutput { posix_spawn_file_actions_adddup2(&actions, childOutput.number, 1) }
    posix_spawn_file_actions_adddup2(&actions, childErrors.number, 2)
    let process = try Spawning.start(call, &actions)
    childInput?.close()
    childOutput?.close()
    childErrors.close()
    return process
  }
}

/// Starts programs with the signals as a shell leaves them.
enum Spawning {
  // From spawn.h.
  static let resetsSignals: Int16 = 0x04 | 0x08
  static let newSession: Int16 = 0x80

  static func start(
    _ call: Call, _ actions: inout posix_spawn_file_actions_t, flags: Int16 = resetsSignals
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, flags)
    let (words, variables) = (strings([call.program] + call.words), strings(call.wholeEnvironment))
    defer { for string in words + variables { free(string) } }
    var process: pid_t = 0
    let code = Descriptor.inheritance.withLock { _ in
      Descriptor.keepAll()
      return posix_spawn(&process, call.program, &actions, &attributes, words, variables)
    }
    guard code == 0 else { throw Child.Trouble.notStarted(call.program, code: code) }
    return process
  }

  private static func strings(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
    words.map { strdup($0) } + [nil]
  }
}
