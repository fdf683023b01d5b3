/// Keywords that hold elements and members against schemas (core §10.3, §11).
extension SchemaEvaluator {
  mutating func apply(
    _ applicator: SchemaKeyword.ArrayApplicator, _ node: SchemaNode, _ array: [InstanceValue],
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    switch applicator {
    case .prefixItems(let schemas):
      evaluated.insert(items: min(schemas.count, array.count))
      return zip(array.indices, schemas).reduce(true) { fits, entry in
        evaluate(entry.1, array, entry.0) && fits
      }
    case .items(let schema, let start):
      evaluated.insert(items: array.count)
      return array.indices.dropFirst(start).reduce(true) { fits, index in
        evaluate(schema, array, index) && fits
      }
    case .unevaluatedItems(let schema):
      let left = array.indices.filter { !evaluated.contains(item: $0) }
      evaluated.insert(items: array.count)
      return left.reduce(true) { fits, index in evaluate(schema, array, index) && fits }
    case .contains(let schema, let minimum, let maximum):
      return applyContains(schema, minimum, maximum, node, array, &evaluated)
    }
  }

  private mutating func evaluate(_ schema: SchemaNumber, _ array: [InstanceValue], _ index: Int) -> Bool {
    evaluate(schema, array[index], at: ExactString(String(index)))
  }

  private mutating func applyContains(
    _ schema: SchemaNumber, _ minimum: Int, _ maximum: Int?, _ node: SchemaNode, _ array: [InstanceValue],
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    var count = 0
    for index in array.indices where attempt(schema, array[index]).evaluated != nil {
      evaluated.insert(item: index)
      count += 1
    }
    guard count >= minimum else {
      let keyword = minimum == 1 ? "contains" : "minContains"
      return report(.contains(minimum: minimum, found: count), node, keyword)
    }
    guard let maximum, count > maximum else { return true }
    return report(.maxContains(maximum, found: count), node, "maxContains")
  }

  mutating func apply(
    _ applicator: SchemaKeyword.ObjectApplicator, _ node: SchemaNode, _ object: InstanceObject,
    _ evaluated: inout EvaluatedLocations
  ) -> Bool {
    switch applicator {
    case .properties(let schemas):
      return schemas.reduce(true) { fits, entry in
        guard let value = object[entry.name] else { return fits }
        evaluated.insert(member: entry.name)
        return evaluate(entry.schema, value, at: entry.name) && fits
      }
    case .patternProperties(let patterns):
      return patterns.reduce(true) { fits, entry in
        applyToMembers(of: object, entry.schema, &evaluated) { $0.matches(entry.pattern, $1) } && fits
      }
    case .additionalProperties(let schema, let names, let patterns):
      return applyToMembers(of: object, schema, &evaluated) { evaluator, name in
        !names.contains(name) && !patterns.contains { evaluator.matches($0, name) }
      }
    case .unevaluatedProperties(let schema):
      let known = evaluated
      return applyToMembers(of: object, schema, &evaluated) { !known.contains(member: $1) }
    case .propertyNames(let schema): return applyToNames(of: object, schema, node)
    }
  }

  private mutating func applyToMembers(
    of object: InstanceObject, _ schema: SchemaNumber, _ evaluated: inout EvaluatedLocations,
    where isMeant: (inout SchemaEvaluator, ExactString) -> Bool
  ) -> Bool {
    var fits = true
    for member in object.members where isMeant(&self, member.name) {
      evaluated.insert(member: member.name)
      if !evaluate(schema, member.value, at: member.name) { fits = false }
    }
    return fits
  }

  private mutating func applyToNames(
    of object: InstanceObject, _ schema: SchemaNumber, _ node: SchemaNode
  ) -> Bool {
    var fits = true
    for member in object.members where attempt(schema, .string(member.name)).evaluated == nil {
      fits = report(.propertyName(member.name.text), node, "propertyNames")
    }
    return fits
  }

  /// Whether a regular expression matches; false when there is no time left to find out.
  mutating func matches(_ pattern: RegularExpression, _ text: ExactString) -> Bool {
    pattern.matches(text.text, steps: &steps) ?? false
  }
}
