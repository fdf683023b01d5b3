/// Changes single bytes of a TOML document.
struct TOMLEdit {
  /// A pair with the whole way to it.
  private struct Place {
    let path: [TOMLName]
    let pair: TOMLStatements.Pair
    /// Its own lines; `nil` for a pair within braces.
    let lines: Range<Int>?
    /// The pairs in the same braces, with this one.
    let siblings: [TOMLStatements.Pair]
    /// The table of the header that it stands below.
    let section: [TOMLName]
  }

  private let bytes: [UInt8]
  private let statements: [TOMLStatements.Statement]
  private var places: [Place] = []

  init(_ bytes: [UInt8]) throws(TOMLFailure) {
    self.bytes = bytes
    statements = try TOMLStatements(bytes).all
    var section: [TOMLName]? = []
    for statement in statements {
      switch statement.content {
      case .header(let names, let isArray): section = isArray || isInArray(names) ? nil : names
      case .pair(let pair):
        guard let section else { continue }
        note(pair, below: section, lines: statement.lines, siblings: [], section)
      }
    }
  }

  private func isInArray(_ names: [TOMLName]) -> Bool {
    statements.contains { statement in
      if case .header(let array, isArray: true) = statement.content {
        names.starts(with: array)
      } else {
        false
      }
    }
  }

  private mutating func note(
    _ pair: TOMLStatements.Pair, below table: [TOMLName], lines: Range<Int>?,
    siblings: [TOMLStatements.Pair], _ section: [TOMLName]
  ) {
    let path = table + pair.key
    places.append(Place(path: path, pair: pair, lines: lines, siblings: siblings, section: section))
    guard case .inlineTable(let pairs) = pair.value.content else { return }
    for inner in pairs { note(inner, below: path, lines: nil, siblings: pairs, section) }
  }

  /// - Parameter value: as it is written in a document.
  func setting(_ key: [TOMLName], to value: String?) -> [UInt8] {
    let place = places.first { $0.path == key }
    switch (place, value) {
    case (let place?, let value?): return replacing(place.pair.value.range, by: value)
    case (let place?, nil): return removing(place)
    case (nil, let value?): return adding(key, value)
    case (nil, nil): return bytes
    }
  }

  private func replacing(_ range: Range<Int>, by text: String) -> [UInt8] {
    Array(bytes[..<range.lowerBound]) + Array(text.utf8) + Array(bytes[range.upperBound...])
  }

  private func removing(_ place: Place) -> [UInt8] {
    if let lines = place.lines { return replacing(lines, by: "") }
    // With the comma before it, else with the one behind it.
    let index = place.siblings.firstIndex { $0.range == place.pair.range } ?? 0
    if index > 0 {
      return replacing(place.siblings[index - 1].range.upperBound..<place.pair.range.upperBound, by: "")
    }
    let end = place.siblings.count > 1 ? place.siblings[1].range.lowerBound : place.pair.range.upperBound
    return replacing(place.pair.range.lowerBound..<end, by: "")
  }
}

/// What is not there yet is added.
extension TOMLEdit {
  private func adding(_ key: [TOMLName], _ value: String) -> [UInt8] {
    let table = Array(key.dropLast())
    let name = key.suffix(1)
    if table.isEmpty { return insertingBelow(rootLines, Self.line(name, value)) }
    if let header = statements.lastIndex(where: { Self.isHeader($0, of: table) }) {
      return insertingBelow(lines(below: header), Self.line(name, value))
    }
    if let place = places.first(where: { $0.path == table }),
      case .inlineTable(let pairs) = place.pair.value.content
    {
      return inserting(Self.line(name, value), in: place.pair.value.range, behind: pairs.last)
    }
    // Dotted keys have made the table, and must go on to do so.
    if let place = places.last(where: {
      $0.lines != nil && $0.path.count > table.count && $0.path.starts(with: table)
    }),
      place.section.count < table.count, let lines = place.lines
    {
      return inserting(Self.line(key.dropFirst(place.section.count), value), behind: lines)
    }
    return appending("[\(Self.written(table))]", Self.line(name, value))
  }

  /// The statements before the first header.
  private var rootLines: [Range<Int>] {
    statements.prefix { if case .pair = $0.content { true } else { false } }.map(\.lines)
  }

  /// The header, and the pairs below it.
  private func lines(below header: Int) -> [Range<Int>] {
    let pairs = statements[(header + 1)...].prefix { if case .pair = $0.content { true } else { false } }
    return [statements[header].lines] + pairs.map(\.lines)
  }

  private func insertingBelow(_ lines: [Range<Int>], _ line: String) -> [UInt8] {
    if let last = lines.last { return inserting(line, behind: last) }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return replacing(start..<start, by: line + lineEnd)
  }

  /// A new line, as far in as the one before it and with the same end.
  private func inserting(_ line: String, behind lines: Range<Int>) -> [UInt8] {
    let isHeader = statements.contains { statement in
      if case .header = statement.content { statement.lines == lines } else { false }
    }
    let margin = isHeader ? [] : bytes[lines].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let text = String(decoding: margin, as: UTF8.self) + line
    let end = lines.upperBound
    guard let own = Self.end(of: bytes[lines]) else {
      return replacing(end..<end, by: lineEnd + text + lineEnd)
    }
    return replacing(end..<end, by: text + own)
  }

  private func inserting(_ line: String, in braces: Range<Int>, behind last: TOMLStatements.Pair?) -> [UInt8]
  {
    guard let last else { return replacing(braces, by: "{ \(line) }") }
    return replacing(last.range.upperBound..<last.range.upperBound, by: ", \(line)")
  }

  /// A table of its own at the end of the document.
  private func appending(_ header: String, _ line: String) -> [UInt8] {
    let isFilled = bytes.contains { $0 > 0x20 && $0 < 0x80 }
    let end = isFilled && Self.end(of: bytes[...]) == nil ? lineEnd : ""
    let text = end + (isFilled ? lineEnd : "") + header + lineEnd + line + lineEnd
    return bytes + Array(text.utf8)
  }

  /// The document's first, or a line feed.
  private var lineEnd: String {
    guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return "\n" }
    return feed > 0 && bytes[feed - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  private static func end(of line: ArraySlice<UInt8>) -> String? {
    guard line.last == UInt8(ascii: "\n") else { return nil }
    return line.dropLast().last == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  private static func isHeader(_ statement: TOMLStatements.Statement, of table: [TOMLName]) -> Bool {
    if case .header(table, isArray: false) = statement.content { true } else { false }
  }

  private static func line(_ key: some Sequence<TOMLName>, _ value: String) -> String {
    "\(written(key)) = \(value)"
  }

  private static func written(_ key: some Sequence<TOMLName>) -> String {
    key.map(\.quotedIfNeeded).joined(separator: ".")
  }
}
