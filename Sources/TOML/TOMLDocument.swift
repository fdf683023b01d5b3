/// A TOML document: what it says, and the bytes in which it says it, so that it can be changed without touching the rest.
package struct TOMLDocument: Sendable {
  /// As they were read, or with the changes made since.
  package let bytes: [UInt8]
  /// What it says.
  package let root: TOMLTable

  /// Reads a whole document of TOML 1.0; a byte order mark before it is no part of it.
  ///
  /// - Throws: ``TOMLFailure`` for everything else.
  package init(_ bytes: [UInt8]) throws(TOMLFailure) {
    self.bytes = bytes
    root = try TOMLTree.table(of: TOMLStatements(bytes), in: bytes)
  }

  /// The line, from 1, on which a key is set first, or something below it; `nil` where nothing is.
  ///
  /// - Parameter key: the names from the root on.
  package func line(of key: [String]) -> Int? {
    let wanted = key.map(TOMLName.init)
    var table: [TOMLName] = []
    // It has been read before.
    for statement in (try? TOMLStatements(bytes))?.all ?? [] {
      let names: [TOMLName]
      switch statement.content {
      case .header(let header, _):
        table = header
        names = header
      case .pair(let pair): names = table + pair.key
      }
      guard names.starts(with: wanted) else { continue }
      return 1 + bytes[..<statement.lines.lowerBound].count { $0 == UInt8(ascii: "\n") }
    }
    return nil
  }

  /// The bytes with one value set to a text, or removed where it is `nil`; a key that is not there is added where people
  /// would, and nothing else changes. Within an array of tables nothing can be changed.
  ///
  /// - Parameter key: the names from the root on.
  /// - Returns: bytes that need not be a document any more when the key leads through something that is no table.
  /// - Throws: ``TOMLFailure``.
  package func setting(_ key: [String], to text: String?) throws(TOMLFailure) -> [UInt8] {
    try TOMLEdit(bytes).setting(key.map(TOMLName.init), to: text.map(TOMLName.quoted))
  }

  /// The bytes with one value set to an array of texts, as ``setting(_:to:)`` sets one.
  ///
  /// - Throws: ``TOMLFailure``.
  package func setting(_ key: [String], toList texts: [String]) throws(TOMLFailure) -> [UInt8] {
    let array = "[\(texts.map(TOMLName.quoted).joined(separator: ", "))]"
    return try TOMLEdit(bytes).setting(key.map(TOMLName.init), to: array)
  }
}
