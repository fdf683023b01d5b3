/// The keywords that a value itself is held against (validation §6, §7).
extension SchemaCompiler {
  func assertions(_ object: InstanceObject, _ location: SchemaLocation) throws -> [SchemaKeyword] {
    var keywords: [SchemaKeyword] = []
    if let type = object["type"] {
      keywords.append(.type((type.array ?? [type]).compactMap(\.string).compactMap(SchemaType.init)))
    }
    if let value = object["const"] { keywords.append(.const(value)) }
    if let values = object["enum"]?.array { keywords.append(.enum(values)) }
    keywords += numeric(object) + lengths(object)
    if let pattern = object["pattern"]?.string {
      keywords.append(.string(.pattern(try Self.expression(pattern, at: location.appending("pattern")))))
    }
    if object["uniqueItems"] == .boolean(true) { keywords.append(.items(.uniqueItems)) }
    if let names = Self.names(object["required"]) { keywords.append(.members(.required(names))) }
    if let members = object["dependentRequired"]?.object?.members {
      let all = members.map { (name: $0.name, required: Self.names($0.value) ?? []) }
      keywords.append(.members(.dependentRequired(all)))
    }
    return keywords
  }

  private func numeric(_ object: InstanceObject) -> [SchemaKeyword] {
    let all: [(ExactString, (ExactNumber) -> SchemaKeyword.NumberAssertion)] = [
      ("multipleOf", { .multipleOf($0) }), ("maximum", { .maximum($0) }),
      ("exclusiveMaximum", { .exclusiveMaximum($0) }), ("minimum", { .minimum($0) }),
      ("exclusiveMinimum", { .exclusiveMinimum($0) }),
    ]
    return all.compactMap { name, keyword in
      guard case .number(let number)? = object[name] else { return nil }
      return .number(keyword(number))
    }
  }

  private func lengths(_ object: InstanceObject) -> [SchemaKeyword] {
    let all: [(ExactString, (Int) -> SchemaKeyword)] = [
      ("maxLength", { .string(.maxLength($0)) }), ("minLength", { .string(.minLength($0)) }),
      ("maxItems", { .items(.maxItems($0)) }), ("minItems", { .items(.minItems($0)) }),
      ("maxProperties", { .members(.maxProperties($0)) }),
      ("minProperties", { .members(.minProperties($0)) }),
    ]
    return all.compactMap { name, keyword in count(name, object).map(keyword) }
  }

  func count(_ name: ExactString, _ object: InstanceObject) -> Int? {
    guard case .number(let number)? = object[name] else { return nil }
    return number.count
  }

  private static func names(_ value: InstanceValue?) -> [ExactString]? {
    value?.array?.compactMap(\.string).map { ExactString($0) }
  }

  mutating func format(_ object: InstanceObject) -> [SchemaKeyword] {
    guard let name = object["format"]?.string else { return [] }
    guard let format = SchemaFormat(rawValue: name) else {
      unknownFormats.insert(name)
      return []
    }
    return [.string(.format(format))]
  }
}
