import Wire

/// What the org says of an object: the names of its fields, and of what kind they are.
///
/// Source: REST API Developer Guide, "sObject Describe".
package struct ObjectDescription: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    let name: String
    let kind: String?
    let relationship: String?
  }

  /// As the org spells it.
  package let name: String
  let fields: [Field]

  /// - Returns: `nil` for what is no description.
  init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let fields = json["fields"]?.array else { return nil }
    self.name = name
    self.fields = fields.compactMap { field in
      field["name"]?.string.map {
        Field(name: $0, kind: field["type"]?.string, relationship: field["relationshipName"]?.string)
      }
    }
  }

  /// The names that a query may use, relationships too.
  package var names: [String] { fields.map(\.name) + fields.compactMap(\.relationship) }

  /// Of a field of its own, in letters of either case: `string`, `address` …
  func kind(of name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.kind
  }
}
