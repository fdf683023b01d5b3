/// A query as far as a client must understand it: what it selects, from what, and which clauses it has.
///
/// What cannot be read here is left to the org, which says what is wrong with it.
///
/// Source: SOQL and SOSL Reference, "SOQL SELECT Syntax".
package struct QueryText: Hashable, Sendable {
  /// One thing that is selected.
  enum Item: Hashable, Sendable {
    /// `Subject`, `Account.Name`
    case field(String)
    /// `COUNT(Id) n`, `toLabel(Status)`
    case function(String, argument: String, alias: String?)
    /// `FIELDS(STANDARD)`
    case fieldGroup
    /// `(SELECT Id FROM Contacts)`, by the name behind its FROM.
    case children(String)
    /// `TYPEOF What WHEN … END`
    case typeOf(String)
  }

  /// As it was given.
  package let text: String
  /// The object behind FROM; `nil` where the query cannot be read.
  package let object: String?
  let items: [Item]
  /// The clauses behind FROM, each by its first word in capitals, and where it begins, in bytes.
  private let clauses: [Clause]
  private let from: Int

  private struct Clause: Hashable, Sendable {
    let keyword: String
    let offset: Int
  }

  /// A query of any form.
  package init(_ text: String) {
    self.text = text
    let words = QueryWord.words(of: text)
    let outer = words.filter { $0.depth == 0 }
    let from = outer.firstIndex { $0.isKeyword("FROM") }
    guard let from, outer.first?.isKeyword("SELECT") == true else {
      (object, items, clauses, self.from) = (nil, [], [], 0)
      return
    }
    self.from = outer[from].range.lowerBound
    let rest = outer[(from + 1)...]
    object = rest.first.flatMap { $0.isName ? $0.text : nil }
    clauses = rest.dropFirst().filter { word in Self.keywords.contains { word.isKeyword($0) } }
      .map { Clause(keyword: $0.text.uppercased(), offset: $0.range.lowerBound) }
    let list = words.filter { $0.range.lowerBound < outer[from].range.lowerBound }.dropFirst()
    items = Self.parts(list).compactMap { Item($0) }
  }

  private static let keywords = ["WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR"]

  /// What stands between the commas of a list; TYPEOF has commas of its own, up to its END.
  private static func parts(_ list: some Sequence<QueryWord>) -> [[QueryWord]] {
    var parts: [[QueryWord]] = [[]]
    for word in list {
      let last = parts[parts.count - 1]
      let isOpen = last.first?.isKeyword("TYPEOF") == true && !last.contains { $0.isKeyword("END") }
      if word.depth == 0, word.text == ",", !isOpen {
        parts.append([])
      } else {
        parts[parts.count - 1].append(word)
      }
    }
    return parts
  }

  func has(_ keyword: String) -> Bool { clauses.contains { $0.keyword == keyword } }

  /// The same query for a number instead of records; `nil` where that would be another question, or none.
  var counting: String? {
    let isPlain = items.allSatisfy { item in
      switch item {
      case .field, .fieldGroup, .children, .typeOf: true
      case .function(let name, _, _): !Self.aggregates.contains(name.uppercased())
      }
    }
    guard object != nil, isPlain, !has("GROUP"), !has("OFFSET"), !has("FOR") else { return nil }
    return "SELECT COUNT() " + withoutOrder
  }

  /// From FROM on: an order means nothing for a number, and is refused with it.
  private var withoutOrder: String {
    let bytes = Array(text.utf8)
    guard let index = clauses.firstIndex(where: { $0.keyword == "ORDER" }) else {
      return String(decoding: bytes[from...], as: UTF8.self)
    }
    let end = clauses.indices.contains(index + 1) ? clauses[index + 1].offset : bytes.count
    return String(decoding: bytes[from..<clauses[index].offset] + bytes[end...], as: UTF8.self)
  }

  static let aggregates: Set<String> = ["COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX", "GROUPING"]
}

extension QueryText {
  /// The names of the columns of its rows, in the order of the SELECT list; `nil` where only the org knows them.
  package var columns: [String]? {
    guard object != nil, !items.isEmpty else { return nil }
    var unnamed = 0
    var names: [String] = []
    for item in items {
      switch item {
      case .field(let name), .children(let name), .typeOf(let name): names.append(name)
      case .fieldGroup: return nil
      case .function(let name, let argument, let alias):
        if let alias {
          names.append(alias)
        } else if Self.aggregates.contains(name.uppercased()) {
          names.append("expr\(unnamed)")
          unnamed += 1
        } else {
          names.append(argument)
        }
      }
    }
    return names
  }

  /// Fields that are asked for by their own names: `Account.Name`.
  var fields: [String] {
    items.compactMap { if case .field(let name) = $0 { name } else { nil } }
  }
}

extension QueryText.Item {
  fileprivate init?(_ words: [QueryWord]) {
    guard let first = words.first else { return nil }
    if first.text == "(" {
      let from = words.firstIndex { $0.depth == 1 && $0.isKeyword("FROM") }
      guard let from, words.indices.contains(from + 1) else { return nil }
      self = .children(words[from + 1].text)
    } else if first.isKeyword("TYPEOF"), words.count > 1 {
      self = .typeOf(words[1].text)
    } else if words.count > 1, words[1].text == "(" {
      let argument = words.dropFirst(2).prefix { $0.depth > 0 }.map(\.text).joined()
      let alias = words.last.flatMap { $0.depth == 0 && $0.isName ? $0.text : nil }
      self =
        first.isKeyword("FIELDS")
        ? .fieldGroup : .function(first.text, argument: argument, alias: alias)
    } else if first.isName {
      self = .field(first.text)
    } else {
      return nil
    }
  }
}

/// A word of a query, or a sign.
struct QueryWord: Hashable, Sendable {
  let text: String
  /// In the query, in bytes.
  let range: Range<Int>
  /// How many parentheses are open round it; those that open and close are outside of themselves.
  let depth: Int
  private let isQuoted: Bool

  var isName: Bool {
    guard !isQuoted, let first = text.unicodeScalars.first else { return false }
    return first.properties.isAlphabetic || first == "_"
  }

  func isKeyword(_ keyword: String) -> Bool { !isQuoted && text.uppercased() == keyword }

  static func words(of text: String) -> [QueryWord] {
    let bytes = Array(text.utf8)
    var (words, index, depth): ([QueryWord], Int, Int) = ([], 0, 0)
    while index < bytes.count {
      let end = end(in: bytes, from: index)
      defer { index = end }
      guard !isSpace(bytes[index]) else { continue }
      if bytes[index] == UInt8(ascii: ")") { depth = max(0, depth - 1) }
      words.append(
        QueryWord(
          text: String(decoding: bytes[index..<end], as: UTF8.self), range: index..<end, depth: depth,
          isQuoted: bytes[index] == UInt8(ascii: "'")))
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
    }
    return words
  }

  private static func end(in bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    if bytes[start] == UInt8(ascii: "'") {
      while index < bytes.count, bytes[index] != UInt8(ascii: "'") {
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return min(index + 1, bytes.count)
    }
    guard isPart(bytes[start]) else { return index }
    while index < bytes.count, isPart(bytes[index]) { index += 1 }
    return index
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private static func isPart(_ byte: UInt8) -> Bool {
    !isSpace(byte) && !"(),'<>=!".utf8.contains(byte)
  }
}
