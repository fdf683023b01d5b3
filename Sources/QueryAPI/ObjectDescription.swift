import Wire

/// What the org says of an object: the names of its fields, and of what kind they are.
///
/// Source: REST API Developer Guide, "sObject Describe".
struct ObjectDescription: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    let name: String
    let kind: String?
    let relationship: String?
    /// The objects whose records the relationship leads to.
    let parents: [String]
  }

  let fields: [Field]

  /// - Returns: `nil` for what is no description.
  init?(_ json: JSONValue) {
    guard let fields = json["fields"]?.array else { return nil }
    self.fields = fields.compactMap { field in
      field["name"]?.string.map {
        Field(
          name: $0, kind: field["type"]?.string, relationship: field["relationshipName"]?.string,
          parents: field["referenceTo"]?.array?.compactMap(\.string) ?? [])
      }
    }
  }

  /// The names that a query may use, relationships too.
  var names: [String] { fields.map(\.name) + fields.compactMap(\.relationship) }

  /// Whether a field of its own, in letters of either case, is an address or a geolocation, which has parts.
  func isCompound(_ name: String) -> Bool {
    let field = fields.first { $0.name.lowercased() == name.lowercased() }
    return ["address", "location"].contains(field?.kind)
  }

  /// The objects to whose records a relationship leads, in letters of either case; `nil` for what is none.
  func parents(by name: String) -> [String]? {
    fields.first { $0.relationship?.lowercased() == name.lowercased() }?.parents
  }
}
