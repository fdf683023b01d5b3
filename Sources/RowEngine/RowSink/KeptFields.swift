package import Wire

/// Which fields of a row its result carries on.
package enum KeptFields: Hashable, Sendable {
  case none
  case named([String])
  /// Every field that the row has.
  case all

  /// What a row has of them, in the order in which they were named.
  ///
  /// - Parameter record: `nil` for a row that was no record.
  package func members(of record: JSONObject?) -> [JSONObject.Member] {
    guard let record else { return [] }
    switch self {
    case .none: return []
    case .named(let names):
      return names.compactMap { name in record[name].map { JSONObject.Member(name, $0) } }
    case .all: return record.members
    }
  }

  /// The names of the columns that they take; each row has the same where its input is a table.
  package func columns(of record: JSONObject?) -> [String] {
    switch self {
    case .none: []
    case .named(let names): names
    case .all: record?.members.map(\.name) ?? []
    }
  }

  /// The columns where no row is needed to know them.
  package var columns: [String]? { if case .all = self { nil } else { columns(of: nil) } }

  /// What the run looks at when it carries these on, too.
  package func added(to asked: AskedFields) -> AskedFields {
    switch self {
    case .none: asked
    case .named(let names):
      AskedFields(required: asked.required + names.map { [$0] }, optional: asked.optional)
    case .all: AskedFields(required: asked.required, optional: nil)
    }
  }

  /// The name for something of ours: a row's field keeps the name that both have.
  ///
  /// - Parameter taken: the names of the fields that are carried on.
  package static func free(_ name: String, beside taken: Set<String>) -> String {
    var name = name
    while taken.contains(name) { name += "_" }
    return name
  }
}

extension JSONValue {
  /// How it stands in a field of CSV: a text as it is, nothing for `null`, everything else as JSON.
  package var fieldText: String {
    switch self {
    case .string(let text): text
    case .null: ""
    case .bool, .number, .array, .object: text
    }
  }
}
