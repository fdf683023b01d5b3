/// What of a value does not fit a schema.
package struct Misfit: Hashable, Sendable {
  /// The place in the value, as a JSON Pointer; empty: the whole.
  package let instance: String
  /// What is wrong there.
  package let reason: Reason
  /// The keyword that says so, as a pointer into the schema: `#/properties/age/type`.
  package let schema: String

  init(instance: JSONPointer, _ reason: Reason, schema: String) {
    self.instance = instance.description
    self.reason = reason
    self.schema = schema
  }

  fileprivate init(_ other: Misfit, within place: String) {
    instance = place + other.instance
    reason = other.reason
    schema = ""
  }

  /// What can be wrong; numbers and values as they are written.
  package enum Reason: Hashable, Sendable {
    case type(found: SchemaType, expected: [SchemaType])
    case const(String)
    case `enum`(found: String, [String])
    case multipleOf(String)
    case maximum(String)
    case exclusiveMaximum(String)
    case minimum(String)
    case exclusiveMinimum(String)
    case maxLength(Int, found: Int)
    case minLength(Int, found: Int)
    case pattern(String)
    case format(String)
    case maxItems(Int, found: Int)
    case minItems(Int, found: Int)
    /// The indices of two equal elements.
    case uniqueItems(Int, Int)
    case contains(minimum: Int, found: Int)
    case maxContains(Int, found: Int)
    case maxProperties(Int, found: Int)
    case minProperties(Int, found: Int)
    /// The member is missing.
    case required
    /// The member is missing, which another member demands.
    case dependentRequired(by: String)
    /// It may not be there at all.
    case notAllowed
    /// The name of a member does not fit.
    case propertyName(String)
    case noneOf(Int)
    /// More than one fits, where one is to.
    case severalOf([Int])
    case not
    /// It is neither an object nor true nor false.
    case notASchema
    /// To find out would take too long, or the value is nested too deeply.
    case undecided
  }
}

/// What does not fit, in the order of the schema; the first of them are kept.
package struct Misfits: Hashable, Sendable {
  /// The first that were found.
  package private(set) var first: [Misfit] = []
  /// How many were found in all.
  package private(set) var count = 0

  private static let limit = 100

  init(_ misfits: [Misfit] = []) {
    for misfit in misfits { append(misfit) }
  }

  /// Whether all fits.
  package var isEmpty: Bool { count == 0 }

  mutating func append(_ misfit: Misfit) {
    if first.count < Self.limit { first.append(misfit) }
    count += 1
  }

  /// The same of a part of a document, without the schema's places.
  func within(_ place: String) -> Misfits {
    var others = self
    others.first = first.map { Misfit($0, within: place) }
    return others
  }

  mutating func append(_ others: Misfits) {
    first += others.first.prefix(Self.limit - first.count)
    count += others.count
  }
}
