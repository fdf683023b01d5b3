import TOMLKit

/// A TOML document of plain values: read as a whole, changed one line at a time, so that comments survive.
struct SettingsText: Equatable {
  let text: String
  /// The values as text, by their keys joined with dots: `profile.default.domain`.
  let values: [String: String]
  private let path: String

  /// - Parameter path: the file's, for complaints.
  init(_ text: String, path: String) throws(SettingsFailure) {
    self.text = text
    self.path = path
    values = try Self.values(in: text, path)
  }

  subscript(key: [String]) -> String? { values[key.joined(separator: ".")] }

  /// The names directly below a table.
  func names(below table: String) -> [String] {
    let prefix = table + "."
    let names = values.keys.filter { $0.hasPrefix(prefix) }.compactMap {
      $0.dropFirst(prefix.count).split(separator: ".").first.map(String.init)
    }
    return Set(names).sorted()
  }

  /// The document with one value set, or removed where it is `nil`; everything else stays to the byte.
  ///
  /// - Throws: ``SettingsFailure/uneditable(path:key:)`` when the result would not differ in just that key.
  func setting(_ key: [String], to value: String?) throws(SettingsFailure) -> SettingsText {
    var expected = values
    expected[key.joined(separator: ".")] = value
    guard let edited = try? SettingsText(TextEdit(text).setting(key, to: value), path: path),
      edited.values == expected
    else {
      throw .uneditable(path: path, key: key.joined(separator: "."))
    }
    return edited
  }

  private static func values(in text: String, _ path: String) throws(SettingsFailure) -> [String: String] {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw .malformed(path: path, line: error.source.begin.line, reason: error.description)
    } catch {
      throw .malformed(path: path, line: 0, reason: "\(error)")
    }
    var values: [String: String] = [:]
    try collect(table, below: [], into: &values, path)
    return values
  }

  private static func collect(
    _ table: TOMLTable, below keys: [String], into values: inout [String: String], _ path: String
  ) throws(SettingsFailure) {
    for name in table.keys {
      guard let value = table[name] else { continue }
      let key = keys + [name]
      if let inner = value.table {
        try collect(inner, below: key, into: &values, path)
      } else if let text = plainText(value) {
        values[key.joined(separator: ".")] = text
      } else {
        throw .unusableValue(path: path, key: key.joined(separator: "."))
      }
    }
  }

  private static func plainText(_ value: any TOMLValueConvertible) -> String? {
    value.string ?? value.int.map(String.init) ?? value.bool.map(String.init) ?? value.double.map { "\($0)" }
  }
}
