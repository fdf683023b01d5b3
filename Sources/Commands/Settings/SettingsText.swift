import TOML

/// A TOML document of plain values: read as a whole, changed where it has to be, so that comments survive.
struct SettingsText: Equatable {
  let bytes: [UInt8]
  /// The values as text, by the names that lead to them: `["profile", "default", "domain"]`.
  let values: [[String]: String]
  private let path: String

  /// - Parameter path: the file's, for complaints.
  init(_ bytes: [UInt8], path: String) throws(SettingsFailure) {
    self.bytes = bytes
    self.path = path
    var values: [[String]: String] = [:]
    try Self.collect(Self.root(of: bytes, path), below: [], into: &values, path)
    self.values = values
  }

  subscript(key: [String]) -> String? { values[key] }

  /// The names directly below a table.
  func names(below table: [String]) -> [String] {
    let names = values.keys.filter { $0.count > table.count && $0.starts(with: table) }.map {
      $0[table.count]
    }
    return Set(names).sorted()
  }

  /// The values of a table, and of those within it: a name with dots that people write without quotation marks makes
  /// tables, but is meant as one name.
  func dottedValues(below table: String) -> [String: String] {
    let named = values.filter { $0.key.count > 1 && $0.key[0] == table }
    return Dictionary(
      named.map { ($0.key.dropFirst().joined(separator: "."), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The document with one value set, or removed where it is `nil`; everything else stays to the byte.
  ///
  /// - Throws: ``SettingsFailure/uneditable(path:key:)`` when the result would not differ in just that key.
  func setting(_ key: [String], to value: String?) throws(SettingsFailure) -> SettingsText {
    var expected = values
    expected[key] = value
    guard let edited = try? SettingsText(TOMLDocument(bytes).setting(key, to: value), path: path),
      edited.values == expected
    else {
      throw .uneditable(path: path, key: key.joined(separator: "."))
    }
    return edited
  }

  /// The document without anything below a table.
  func removing(below table: [String]) throws(SettingsFailure) -> SettingsText {
    var rest = self
    for key in values.keys where key.count > table.count && key.starts(with: table) {
      rest = try rest.setting(key, to: nil)
    }
    return rest
  }
}

extension SettingsText {
  private static func root(of bytes: [UInt8], _ path: String) throws(SettingsFailure) -> TOMLTable {
    do throws(TOMLFailure) {
      return try TOMLDocument(bytes).root
    } catch {
      throw .malformed(path: path, error)
    }
  }

  private static func collect(
    _ table: TOMLTable, below keys: [String], into values: inout [[String]: String], _ path: String
  ) throws(SettingsFailure) {
    for member in table.members {
      let key = keys + [member.name]
      if case .table(let inner) = member.value {
        try collect(inner, below: key, into: &values, path)
      } else if let text = plainText(member.value) {
        values[key] = text
      } else {
        throw .unusableValue(path: path, key: key.joined(separator: "."))
      }
    }
  }

  private static func plainText(_ value: TOMLValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .float(let number): "\(number)"
    case .boolean(let isTrue): String(isTrue)
    case .dateTime, .array, .table: nil
    }
  }
}
