import Glibc

/// Remembers what was typed from one run to the next, one line for each entry; several programs may use it at once.
package struct HistoryFile: Sendable {
  private let path: String
  private let limit: Int

  /// - Parameter limit: so many of the newest entries are kept.
  package init(path: String, limit: Int = 2_000) {
    self.path = path
    self.limit = limit
  }

  /// The entries, the oldest first. A file that has grown too long is cut.
  func load() throws(TerminalError) -> [String] {
    guard access(path, F_OK) == 0 else { return [] }
    let file = try LockedFile(path)
    let lines = try file.read().split(separator: UInt8(ascii: "\n"))
    if lines.count > limit { try file.replace(by: Array(lines.suffix(limit).joined(separator: [10])) + [10]) }
    var entries: [String] = []
    for line in lines.suffix(limit).map(Self.entry(in:)) where entries.last != line { entries.append(line) }
    return entries
  }

  func append(_ entry: String) throws(TerminalError) {
    try LockedFile(path).append(Self.line(for: entry))
  }

  static func line(for entry: String) -> [UInt8] {
    entry.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\\"): Array("\\\\".utf8)
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      default: [byte]
      }
    } + [UInt8(ascii: "\n")]
  }

  static func entry(in line: ArraySlice<UInt8>) -> String {
    var (bytes, isEscaped) = ([UInt8](), false)
    for byte in line {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
