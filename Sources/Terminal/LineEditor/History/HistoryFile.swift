import FileSystem

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
  ///
  /// - Throws: ``FileFailure``.
  func load() throws(FileFailure) -> [String] {
    guard FileFacts(of: path) != nil else { return [] }
    let file = try locked()
    let lines = try file.contents().split(separator: UInt8(ascii: "\n"))
    if lines.count > limit {
      let newest = Array(lines.suffix(limit).joined(separator: [10])) + [10]
      try OpenFile.replace(path, with: newest, isDurable: false)
    }
    var entries: [String] = []
    for line in lines.suffix(limit).map(Self.entry(in:)) where entries.last != line { entries.append(line) }
    return entries
  }

  /// Adds an entry behind the others; a line that was torn before it stays apart.
  ///
  /// - Throws: ``FileFailure``.
  func append(_ entry: String) throws(FileFailure) {
    let file = try locked()
    let size = try file.facts.size
    let isTorn = size > 0 ? try file.bytes((size - 1)..<size) != [10] : false
    try file.put((isTorn ? [10] : []) + Self.line(for: entry), at: size)
  }

  /// The file, for as long as it is used: other programs that ask for it wait.
  private func locked() throws(FileFailure) -> OpenFile {
    let file = try OpenFile.locked(path, permissions: 0o600)
    try file.restrictToOwner()
    return file
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
