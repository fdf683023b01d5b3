import Wire

/// One text of an input, with what makes it unusable, if anything.
struct TextRow: Equatable {
  enum Separation { case lines, nullSeparated, whole }

  enum Problem: Equatable {
    case empty
    /// The offset of the first byte that is no UTF-8, from 0.
    case notUTF8(byte: Int)
  }

  let id: JSONValue
  let text: String
  let problem: Problem?

  init(id: JSONValue, bytes: ArraySlice<UInt8>) {
    self.id = id
    let text = String(validating: bytes, as: UTF8.self)
    self.text = text ?? ""
    problem = text.map { $0.isEmpty ? .empty : nil } ?? .notUTF8(byte: Self.firstInvalidByte(in: bytes))
  }

  init(number: Int, bytes: ArraySlice<UInt8>) {
    self.init(id: JSONValue(number), bytes: bytes)
  }

  /// The rows of an input: a byte order mark and the CR before a newline are no text; neither is the end of the last line.
  static func rows(in bytes: [UInt8], _ separation: Separation) -> [TextRow] {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard !content.isEmpty else { return [] }
    switch separation {
    case .whole: return [TextRow(number: 1, bytes: content)]
    case .nullSeparated: return rows(content, endedBy: 0)
    case .lines: return rows(content, endedBy: UInt8(ascii: "\n"))
    }
  }

  private static func rows(_ content: ArraySlice<UInt8>, endedBy end: UInt8) -> [TextRow] {
    let body = content.last == end ? content.dropLast() : content
    return body.split(separator: end, omittingEmptySubsequences: false).enumerated().map { index, line in
      let isWindows = end != 0 && line.last == UInt8(ascii: "\r")
      return TextRow(number: index + 1, bytes: isWindows ? line.dropLast() : line)
    }
  }

  private static func firstInvalidByte(in bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&rest) { offset += UTF8.width(scalar) }
    return offset
  }

  func words(for problem: Problem) -> String {
    switch problem {
    case .empty: "row \(id.text) is empty"
    case .notUTF8(let byte): "row \(id.text) is not UTF-8 (byte \(byte + 1) of the row)"
    }
  }
}
