/// Changes a line of a TOML document where people would.
struct TextEdit {
  private var lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
  }

  /// The text with `key = value` in its table: the line replaced, added at the table's end, or removed.
  func setting(_ key: [String], to value: String?) -> String {
    var edit = self
    let name = key.last ?? ""
    let body = edit.body(of: Array(key.dropLast()), isNeeded: value != nil)
    let index = edit.lines[body].firstIndex { Self.name(of: $0) == name }
    switch (index, value) {
    case (let index?, let value?):
      edit.lines[index] = Self.line(name, value) + Self.comment(of: edit.lines[index])
    case (let index?, nil): edit.lines.remove(at: index)
    case (nil, let value?): edit.lines.insert(Self.line(name, value), at: edit.end(of: body))
    case (nil, nil): break
    }
    return edit.lines.map { $0 + "\n" }.joined()
  }

  /// The lines between a table's header and the next; the table is added at the end where it is needed and missing.
  private mutating func body(of table: [String], isNeeded: Bool) -> Range<Int> {
    let headers = lines.indices.filter { lines[$0].trimmed.hasPrefix("[") }
    guard !table.isEmpty else { return 0..<(headers.first ?? lines.count) }
    let wanted = "[\(table.map(Self.quotedIfNeeded).joined(separator: "."))]"
    if let header = headers.first(where: { Self.withoutComment(lines[$0]) == wanted }) {
      return header + 1..<(headers.first { $0 > header } ?? lines.count)
    }
    guard isNeeded else { return lines.count..<lines.count }
    if !lines.isEmpty { lines.append("") }
    lines.append(wanted)
    return lines.count..<lines.count
  }

  /// Where a new line belongs: behind the body's last value; a remark behind that speaks of the next table.
  private func end(of body: Range<Int>) -> Int {
    (lines[body].lastIndex { !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("#") }).map { $0 + 1 }
      ?? body.lowerBound
  }

  private static func line(_ name: String, _ value: String) -> String {
    "\(quotedIfNeeded(name)) = \(quoted(value))"
  }

  private static func name(of line: String) -> String? {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let name = parts[0].trimmed
    return name.hasPrefix("\"") && name.hasSuffix("\"") ? String(name.dropFirst().dropLast()) : name
  }

  /// A remark behind a value, kept when the value changes.
  private static func comment(of line: String) -> String {
    guard let hash = line.lastIndex(of: "#"), !line[hash...].contains("\"") else { return "" }
    return "  " + line[hash...]
  }

  private static func withoutComment(_ line: String) -> String {
    line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0].trimmed
  }

  private static func quotedIfNeeded(_ name: String) -> String {
    let isBare = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    return isBare && !name.isEmpty ? name : quoted(name)
  }

  /// A basic string (TOML 1.0, "String").
  private static func quoted(_ value: String) -> String {
    let escaped = value.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\t": "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        "\\u" + String(repeating: "0", count: scalar.value < 0x10 ? 3 : 2) + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
