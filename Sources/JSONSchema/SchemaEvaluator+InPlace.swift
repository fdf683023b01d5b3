/// Keywords that hold the same value against other schemas (core §8.2.3, §10.2).
extension SchemaEvaluator {
  mutating func apply(
    _ applicator: SchemaKeyword.InPlaceApplicator, _ node: SchemaNode, _ value: InstanceValue,
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    switch applicator {
    case .reference(let schema): return evaluate(schema, value, &evaluated)
    case .dynamicReference(let initial, let anchor):
      return evaluate(target(of: initial, anchor), value, &evaluated)
    case .allOf(let schemas):
      return schemas.reduce(true) { fits, schema in evaluate(schema, value, &evaluated) && fits }
    case .anyOf(let schemas): return applyAny(schemas, node, value, &evaluated)
    case .oneOf(let schemas): return applyOne(schemas, node, value, &evaluated)
    case .not(let schema):
      return attempt(schema, value).evaluated == nil || report(.not, node, "not")
    case .conditional(let condition, let then, let otherwise):
      let found = attempt(condition, value).evaluated
      if let found { evaluated.merge(found) }
      guard let next = found == nil ? otherwise : then else { return true }
      return evaluate(next, value, &evaluated)
    case .dependentSchemas(let schemas):
      guard let object = value.object else { return true }
      return schemas.filter { object[$0.name] != nil }
        .reduce(true) { fits, entry in evaluate(entry.schema, value, &evaluated) && fits }
    }
  }

  private mutating func applyAny(
    _ schemas: [SchemaNumber], _ node: SchemaNode, _ value: InstanceValue,
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    var failures: [Misfits] = []
    for schema in schemas {
      let found = attempt(schema, value)
      if let inner = found.evaluated { evaluated.merge(inner) } else { failures.append(found.misfits) }
    }
    return failures.count < schemas.count || reportNearest(failures, node, "anyOf")
  }

  private mutating func applyOne(
    _ schemas: [SchemaNumber], _ node: SchemaNode, _ value: InstanceValue,
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    var failures: [Misfits] = []
    var fitting: [(index: Int, evaluated: EvaluatedLocations)] = []
    for (index, schema) in schemas.enumerated() {
      let found = attempt(schema, value)
      if let inner = found.evaluated {
        fitting.append((index, inner))
      } else {
        failures.append(found.misfits)
      }
    }
    guard let only = fitting.first else { return reportNearest(failures, node, "oneOf") }
    guard fitting.count == 1 else { return report(.severalOf(fitting.map(\.index)), node, "oneOf") }
    evaluated.merge(only.evaluated)
    return true
  }

  /// Of alternatives none of which fits, the one that was meant tells more than that there is none: the only one of
  /// the value's type, or the only one of those whose constants agree.
  private mutating func reportNearest(_ failures: [Misfits], _ node: SchemaNode, _ keyword: String) -> Bool {
    let here = place.description
    let ofType = failures.filter { !$0.first.contains { $0.instance == here && $0.reason.isOfType } }
    let meant = ofType.filter { !$0.first.contains { $0.instance != here && $0.reason.isConstant } }
    guard let nearest = ofType.count == 1 ? ofType.first : meant.count == 1 ? meant.first : nil else {
      return report(.noneOf(failures.count), node, keyword)
    }
    misfits.append(nearest)
    return false
  }
}

extension Misfit.Reason {
  fileprivate var isOfType: Bool { if case .type = self { true } else { false } }

  fileprivate var isConstant: Bool {
    if case .const = self { return true }
    if case .enum = self { return true }
    return false
  }
}
