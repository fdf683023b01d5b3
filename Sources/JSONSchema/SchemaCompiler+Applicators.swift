/// References and the keywords that apply other schemas (core §8.2.3, §10, §11).
extension SchemaCompiler {
  mutating func references(_ object: InstanceObject, _ location: SchemaLocation) throws -> [SchemaKeyword] {
    var keywords: [SchemaKeyword] = []
    if let text = object["$ref"]?.string {
      keywords.append(.inPlace(.reference(number(of: try resources.resolve(text, from: location).location))))
    }
    if let text = object["$dynamicRef"]?.string {
      let target = try resources.resolve(text, from: location)
      keywords.append(.inPlace(.dynamicReference(number(of: target.location), anchor: target.anchor)))
    }
    return keywords
  }

  mutating func applicators(_ object: InstanceObject, _ location: SchemaLocation) throws -> [SchemaKeyword] {
    var keywords: [SchemaKeyword] = []
    if let all = list("allOf", object, location) { keywords.append(.inPlace(.allOf(all))) }
    if let any = list("anyOf", object, location) { keywords.append(.inPlace(.anyOf(any))) }
    if let one = list("oneOf", object, location) { keywords.append(.inPlace(.oneOf(one))) }
    if let inner = single("not", object, location) { keywords.append(.inPlace(.not(inner))) }
    if let condition = single("if", object, location) {
      let then = single("then", object, location)
      let otherwise = single("else", object, location)
      keywords.append(.inPlace(.conditional(condition, then: then, else: otherwise)))
    }
    if let schemas = map("dependentSchemas", object, location) {
      keywords.append(.inPlace(.dependentSchemas(schemas)))
    }
    keywords += arrayApplicators(object, location)
    keywords += try objectApplicators(object, location)
    return keywords
  }

  private mutating func arrayApplicators(
    _ object: InstanceObject, _ location: SchemaLocation
  ) -> [SchemaKeyword] {
    var keywords: [SchemaKeyword] = []
    let prefix = list("prefixItems", object, location)
    if let prefix { keywords.append(.array(.prefixItems(prefix))) }
    if let items = single("items", object, location) {
      keywords.append(.array(.items(items, from: prefix?.count ?? 0)))
    }
    if let contains = single("contains", object, location) {
      let minimum = count("minContains", object) ?? 1
      let maximum = count("maxContains", object)
      keywords.append(.array(.contains(contains, minimum: minimum, maximum: maximum)))
    }
    return keywords
  }

  private mutating func objectApplicators(
    _ object: InstanceObject, _ location: SchemaLocation
  ) throws -> [SchemaKeyword] {
    var keywords: [SchemaKeyword] = []
    let properties = map("properties", object, location) ?? []
    if !properties.isEmpty { keywords.append(.object(.properties(properties))) }
    let patterns = try (map("patternProperties", object, location) ?? []).map { entry in
      let place = location.appending("patternProperties")
      return (pattern: try Self.expression(entry.name.text, at: place), schema: entry.schema)
    }
    if !patterns.isEmpty { keywords.append(.object(.patternProperties(patterns))) }
    if let inner = single("additionalProperties", object, location) {
      let names = Set(properties.map(\.name))
      keywords.append(
        .object(.additionalProperties(inner, besides: names, patterns: patterns.map(\.pattern))))
    }
    if let inner = single("propertyNames", object, location) {
      keywords.append(.object(.propertyNames(inner)))
    }
    return keywords
  }

  mutating func unevaluated(_ object: InstanceObject, _ location: SchemaLocation) -> [SchemaKeyword] {
    [
      single("unevaluatedItems", object, location).map { .array(.unevaluatedItems($0)) },
      single("unevaluatedProperties", object, location).map { .object(.unevaluatedProperties($0)) },
    ].compactMap { $0 }
  }

  /// - Throws: ``SchemaError/pattern(_:_:at:)``.
  static func expression(_ pattern: String, at location: SchemaLocation) throws -> RegularExpression {
    do {
      return try RegularExpression(pattern)
    } catch {
      throw SchemaError.pattern(pattern, error, at: location.fragment)
    }
  }

  private mutating func single(
    _ name: ExactString, _ object: InstanceObject, _ location: SchemaLocation
  ) -> SchemaNumber? {
    object[name].map { _ in number(of: location.appending(name)) }
  }

  private mutating func list(
    _ name: ExactString, _ object: InstanceObject, _ location: SchemaLocation
  ) -> [SchemaNumber]? {
    guard let elements = object[name]?.array else { return nil }
    return elements.indices.map { number(of: location.appending(name, $0)) }
  }

  private mutating func map(
    _ name: ExactString, _ object: InstanceObject, _ location: SchemaLocation
  ) -> [(name: ExactString, schema: SchemaNumber)]? {
    guard let members = object[name]?.object?.members else { return nil }
    return members.map { (name: $0.name, schema: number(of: location.appending(name, $0.name))) }
  }
}
