import TOML

/// A TOML document of plain values: read as a whole, changed where it has to be, so that comments survive.
struct SettingsText: Equatable {
  let bytes: [UInt8]
  /// The values as text, by the names that lead to them: `["profile", "default", "domain"]`.
  let values: [[String]: String]
  /// The lists of texts, in the one table that may have some: of models that stand in for others.
  let lists: [[String]: [String]]
  private let path: String

  /// - Parameter path: the file's, for complaints.
  init(_ bytes: [UInt8], path: String) throws(SettingsFailure) {
    self.bytes = bytes
    self.path = path
    var found = SettingsValues()
    try found.collect(Self.root(of: bytes, path), below: [], path)
    (values, lists) = (found.values, found.lists)
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
  func dottedValues(below table: String) -> [String: String] { Self.dotted(values, below: table) }

  /// The same of lists.
  func dottedLists(below table: String) -> [String: [String]] { Self.dotted(lists, below: table) }

  /// Where a value stands: at most once, but for a name with dots in a table of names, which may also stand there without
  /// quotation marks, and both ways.
  func places(of key: [String]) -> [[String]] {
    let all = Set(values.keys).union(lists.keys)
    guard key.count == 2 else { return all.contains(key) ? [key] : [] }
    return all.filter { $0[0] == key[0] && $0.dropFirst().joined(separator: ".") == key[1] }
      .sorted { $0.count < $1.count }
  }

  private static func dotted<Value>(_ values: [[String]: Value], below table: String) -> [String: Value] {
    // The name in quotation marks counts where it stands both ways.
    let named = values.filter { $0.key.count > 1 && $0.key[0] == table }
      .sorted { $0.key.count < $1.key.count }
    return Dictionary(
      named.map { ($0.key.dropFirst().joined(separator: "."), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The document with one value set, or removed where it is `nil`; everything else stays to the byte.
  ///
  /// - Throws: ``SettingsFailure/uneditable(path:key:)`` when the result would not differ in just that key.
  func setting(_ key: [String], to value: String?) throws(SettingsFailure) -> SettingsText {
    var expected = SettingsValues(values: values, lists: lists)
    expected.values[key] = value
    expected.lists[key] = nil
    return try edited(key, expected) { document throws(TOMLFailure) in try document.setting(key, to: value) }
  }

  /// The document with one value set to a list; everything else stays to the byte.
  ///
  /// - Throws: ``SettingsFailure/uneditable(path:key:)`` when the result would not differ in just that key.
  func setting(_ key: [String], toList list: [String]) throws(SettingsFailure) -> SettingsText {
    var expected = SettingsValues(values: values, lists: lists)
    expected.values[key] = nil
    expected.lists[key] = list
    return try edited(key, expected) { document throws(TOMLFailure) in
      try document.setting(key, toList: list)
    }
  }

  private func edited(
    _ key: [String], _ expected: SettingsValues, _ edit: (TOMLDocument) throws(TOMLFailure) -> [UInt8]
  ) throws(SettingsFailure) -> SettingsText {
    guard let edited = try? SettingsText(edit(TOMLDocument(bytes)), path: path),
      SettingsValues(values: edited.values, lists: edited.lists) == expected
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

  fileprivate static func plainText(_ value: TOMLValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .float(let number): "\(number)"
    case .boolean(let isTrue): String(isTrue)
    case .dateTime, .array, .table: nil
    }
  }
}

/// What a document says.
private struct SettingsValues: Equatable {
  /// Where lists may stand.
  private static let listed = SettingKey.fallbackTable

  var values: [[String]: String] = [:]
  var lists: [[String]: [String]] = [:]

  mutating func collect(_ table: TOMLTable, below keys: [String], _ path: String) throws(SettingsFailure) {
    for member in table.members {
      let key = keys + [member.name]
      if case .table(let inner) = member.value {
        try collect(inner, below: key, path)
      } else if keys.first == Self.listed, let list = Self.list(member.value) {
        lists[key] = list
      } else if let text = SettingsText.plainText(member.value) {
        values[key] = text
      } else {
        throw .unusableValue(path: path, key: key.joined(separator: "."), isList: keys.first == Self.listed)
      }
    }
  }

  private static func list(_ value: TOMLValue) -> [String]? {
    guard case .array(let values) = value else { return nil }
    let texts = values.compactMap { value -> String? in
      if case .string(let text) = value { text } else { nil }
    }
    return texts.count == values.count ? texts : nil
  }
}
