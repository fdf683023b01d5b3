/// The keywords whose values are or have schemas.
enum SubschemaKeyword {
  private static let single: [ExactString] = [
    "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not",
    "unevaluatedItems", "unevaluatedProperties", "contentSchema",
  ]
  private static let lists: [ExactString] = ["allOf", "anyOf", "oneOf", "prefixItems"]
  /// `definitions` is what drafts before called `$defs`; the meta-schema knows it still.
  private static let maps: [ExactString] = [
    "$defs", "properties", "patternProperties", "dependentSchemas", "definitions",
  ]

  /// The schemas right within a schema, each with its place.
  static func subschemas(
    of schema: InstanceObject, at location: SchemaLocation
  ) -> [(SchemaLocation, InstanceValue)] {
    var found: [(SchemaLocation, InstanceValue)] = []
    for name in single {
      if let inner = schema[name] { found.append((location.appending(name), inner)) }
    }
    for name in lists {
      for (index, inner) in (schema[name]?.array ?? []).enumerated() {
        found.append((location.appending(name, index), inner))
      }
    }
    for name in maps {
      guard let object = schema[name]?.object else { continue }
      found += object.members.map { (location.appending(name, $0.name), $0.value) }
    }
    return found
  }
}
