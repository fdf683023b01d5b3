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

  /// The bytes with one value set to a text, or removed where it is `nil`; a key that is not there is added where people
  /// would, and nothing else changes. Within an array of tables nothing can be changed.
  ///
  /// - Parameter key: the names from the root on.
  /// - Returns: bytes that need not be a document any more when the key leads through something that is no table.
  /// - Throws: ``TOMLFailure``.
  package func setting(_ key: [String], to text: String?) throws(TOMLFailure) -> [UInt8] {
    try TOMLEdit(bytes).setting(key.map(TOMLName.init), to: text)
  }
}
