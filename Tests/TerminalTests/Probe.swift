import Glibc

/// The program that asks, beside the tests.
enum Probe {
  static var path: String {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = max(0, readlink("/proc/self/exe", &bytes, bytes.count))
    let own = String(decoding: bytes[..<count], as: UTF8.self)
    return "\(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])/TerminalProbe"
  }

  /// Asks on a terminal of its own, as its words say.
  static func asking(
    _ kinds: String..., environment: [String] = ["TERM=xterm"], columns: Int = 80
  ) throws -> PseudoTerminal {
    try PseudoTerminal(running: [path] + kinds, environment: environment, columns: columns)
  }

  /// The same as a job of a shell, which says `stopped` when the job is stopped and then takes it up again.
  static func underShell(asking kind: String) throws -> PseudoTerminal {
    try shell("\(path) \(kind); echo stopped; stty -a </dev/tty; fg >/dev/null")
  }

  /// The same as a job that the shell first starts in the background.
  static func inBackground(asking kind: String) throws -> PseudoTerminal {
    try shell("\(path) \(kind) & wait %1; echo stopped; stty -a </dev/tty; fg >/dev/null")
  }

  private static func shell(_ script: String) throws -> PseudoTerminal {
    try PseudoTerminal(running: ["/bin/bash", "--norc", "-m", "-c", script], environment: ["TERM=xterm"])
  }
}
