import Wire

/// Keywords that look at the value itself (validation §6, §7).
extension SchemaEvaluator {
  mutating func hold(
    _ number: ExactNumber, against assertion: SchemaKeyword.NumberAssertion, _ node: SchemaNode
  ) -> Bool {
    switch assertion {
    case .multipleOf(let divisor):
      number.isMultiple(of: divisor) || report(.multipleOf(divisor.text), node, "multipleOf")
    case .maximum(let limit): number <= limit || report(.maximum(limit.text), node, "maximum")
    case .exclusiveMaximum(let limit):
      number < limit || report(.exclusiveMaximum(limit.text), node, "exclusiveMaximum")
    case .minimum(let limit): number >= limit || report(.minimum(limit.text), node, "minimum")
    case .exclusiveMinimum(let limit):
      number > limit || report(.exclusiveMinimum(limit.text), node, "exclusiveMinimum")
    }
  }

  mutating func hold(
    _ string: ExactString, against assertion: SchemaKeyword.StringAssertion, _ node: SchemaNode
  ) -> Bool {
    switch assertion {
    case .maxLength(let limit):
      let count = string.text.unicodeScalars.count
      return count <= limit || report(.maxLength(limit, found: count), node, "maxLength")
    case .minLength(let limit):
      let count = string.text.unicodeScalars.count
      return count >= limit || report(.minLength(limit, found: count), node, "minLength")
    case .pattern(let pattern):
      return matches(pattern, string) || report(.pattern(pattern.pattern), node, "pattern")
    case .format(let format):
      return format.holds(of: string.text) || report(.format(format.rawValue), node, "format")
    }
  }

  mutating func hold(
    _ array: [InstanceValue], against assertion: SchemaKeyword.ArrayAssertion, _ node: SchemaNode
  ) -> Bool {
    switch assertion {
    case .maxItems(let limit):
      array.count <= limit || report(.maxItems(limit, found: array.count), node, "maxItems")
    case .minItems(let limit):
      array.count >= limit || report(.minItems(limit, found: array.count), node, "minItems")
    case .uniqueItems: hasUniqueItems(array, node)
    }
  }

  private mutating func hasUniqueItems(_ array: [InstanceValue], _ node: SchemaNode) -> Bool {
    var indices: [InstanceValue: Int] = [:]
    for (index, element) in array.enumerated() {
      if let first = indices.updateValue(index, forKey: element) {
        return report(.uniqueItems(first, index), node, "uniqueItems")
      }
    }
    return true
  }

  mutating func hold(
    _ object: InstanceObject, against assertion: SchemaKeyword.ObjectAssertion, _ node: SchemaNode
  ) -> Bool {
    switch assertion {
    case .maxProperties(let limit):
      return object.count <= limit
        || report(.maxProperties(limit, found: object.count), node, "maxProperties")
    case .minProperties(let limit):
      return object.count >= limit
        || report(.minProperties(limit, found: object.count), node, "minProperties")
    case .required(let names): return demand(names, in: object, .required, node, "required")
    case .dependentRequired(let entries):
      return entries.filter { object[$0.name] != nil }.reduce(true) { fits, entry in
        let reason = Misfit.Reason.dependentRequired(by: entry.name.text)
        return demand(entry.required, in: object, reason, node, "dependentRequired") && fits
      }
    }
  }

  private mutating func demand(
    _ names: [ExactString], in object: InstanceObject, _ reason: Misfit.Reason, _ node: SchemaNode,
    _ keyword: String
  ) -> Bool {
    let missing = names.filter { object[$0] == nil }
    for name in missing {
      place.tokens.append(name)
      report(reason, node, keyword)
      place.tokens.removeLast()
    }
    return missing.isEmpty
  }
}

extension InstanceValue {
  /// As it is written, cut where it is long.
  var excerpt: String {
    let text = json.text
    return text.count <= 60 ? text : text.prefix(57) + "…"
  }
}
