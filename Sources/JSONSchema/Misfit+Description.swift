extension Misfit: CustomStringConvertible {
  /// A line for people: `/age: is a string, not an integer (#/properties/age/type)`.
  package var description: String {
    let place = instance.isEmpty ? "the whole" : instance
    return schema.isEmpty ? "\(place): \(words)" : "\(place): \(words) (\(schema))"
  }

  /// What is wrong, without the places.
  package var words: String {
    switch reason {
    case .type(let found, let expected): "is \(found.words), not \(Self.list(expected.map(\.words)))"
    case .const(let value): "is not \(value)"
    case .enum(let found, let values): "is \(found), none of \(values.joined(separator: ", "))"
    case .pattern(let pattern): "does not match \(pattern)"
    case .format(let name): "is no \(name)"
    case .uniqueItems(let one, let other): "has the same at \(one) and \(other)"
    case .required: "is missing"
    case .dependentRequired(let name): "is missing, which '\(name)' demands"
    case .notAllowed: "is not allowed"
    case .propertyName(let name): "has the name '\(name)', which does not fit"
    case .noneOf(let count): "fits none of the \(count) schemas"
    case .severalOf(let indices): "fits the schemas \(Self.numbers(indices)), not one alone"
    case .not: "is just what it must not be"
    case .notASchema: "is no schema: neither an object nor true nor false"
    case .undecided: "is too large or too deep to be checked"
    case .multipleOf(let number): "is no multiple of \(number)"
    case .maximum(let number): "is more than \(number)"
    case .exclusiveMaximum(let number): "is not less than \(number)"
    case .minimum(let number): "is less than \(number)"
    case .exclusiveMinimum(let number): "is not more than \(number)"
    case .maxLength(let limit, let found): "has \(found) characters, at most \(limit) are allowed"
    case .minLength(let limit, let found): "has \(found) characters, at least \(limit) are needed"
    case .maxItems(let limit, let found): "has \(found) items, at most \(limit) are allowed"
    case .minItems(let limit, let found): "has \(found) items, at least \(limit) are needed"
    case .contains(let limit, let found): "has \(found) items that fit, at least \(limit) are needed"
    case .maxContains(let limit, let found): "has \(found) items that fit, at most \(limit) are allowed"
    case .maxProperties(let limit, let found): "has \(found) members, at most \(limit) are allowed"
    case .minProperties(let limit, let found): "has \(found) members, at least \(limit) are needed"
    }
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "any of none" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func numbers(_ indices: [Int]) -> String {
    indices.map { String($0) }.joined(separator: ", ")
  }
}

extension SchemaType {
  fileprivate var words: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
