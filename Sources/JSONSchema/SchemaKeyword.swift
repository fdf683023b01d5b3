/// The number of a schema among all that belong together.
typealias SchemaNumber = Int

/// A keyword, ready to be applied; its cases are named as in the specification.
enum SchemaKeyword: Sendable {
  case inPlace(InPlaceApplicator)
  case array(ArrayApplicator)
  case object(ObjectApplicator)
  case type([SchemaType])
  case const(InstanceValue)
  case `enum`([InstanceValue])
  case number(NumberAssertion)
  case string(StringAssertion)
  case items(ArrayAssertion)
  case members(ObjectAssertion)

  /// Holds the same value against other schemas (core §8.2.3, §10.2).
  enum InPlaceApplicator: Sendable {
    case reference(SchemaNumber)
    /// With the anchor, where the initial target has it as a dynamic one.
    case dynamicReference(SchemaNumber, anchor: ExactString?)
    case allOf([SchemaNumber])
    case anyOf([SchemaNumber])
    case oneOf([SchemaNumber])
    case not(SchemaNumber)
    case conditional(SchemaNumber, then: SchemaNumber?, else: SchemaNumber?)
    case dependentSchemas([(name: ExactString, schema: SchemaNumber)])
  }

  /// Holds elements against schemas (core §10.3.1, §11.2).
  enum ArrayApplicator: Sendable {
    case prefixItems([SchemaNumber])
    /// From an index on.
    case items(SchemaNumber, from: Int)
    case contains(SchemaNumber, minimum: Int, maximum: Int?)
    case unevaluatedItems(SchemaNumber)
  }

  /// Holds members against schemas (core §10.3.2, §11.3).
  enum ObjectApplicator: Sendable {
    case properties([(name: ExactString, schema: SchemaNumber)])
    case patternProperties([(pattern: RegularExpression, schema: SchemaNumber)])
    case additionalProperties(SchemaNumber, besides: Set<ExactString>, patterns: [RegularExpression])
    case propertyNames(SchemaNumber)
    case unevaluatedProperties(SchemaNumber)
  }

  /// Validation §6.2.
  enum NumberAssertion: Sendable {
    case multipleOf(ExactNumber)
    case maximum(ExactNumber)
    case exclusiveMaximum(ExactNumber)
    case minimum(ExactNumber)
    case exclusiveMinimum(ExactNumber)
  }

  /// Validation §6.3 and §7.
  enum StringAssertion: Sendable {
    case maxLength(Int)
    case minLength(Int)
    case pattern(RegularExpression)
    case format(SchemaFormat)
  }

  /// Validation §6.4.
  enum ArrayAssertion: Sendable {
    case maxItems(Int)
    case minItems(Int)
    case uniqueItems
  }

  /// Validation §6.5.
  enum ObjectAssertion: Sendable {
    case maxProperties(Int)
    case minProperties(Int)
    case required([ExactString])
    case dependentRequired([(name: ExactString, required: [ExactString])])
  }

  /// Whether it must wait for all others of its schema.
  var isLate: Bool {
    switch self {
    case .array(.unevaluatedItems), .object(.unevaluatedProperties): true
    case .array, .object, .inPlace, .type, .const, .enum, .number, .string, .items, .members: false
    }
  }

  /// The schemas that the same value is held against, as far as they are known before.
  var inPlace: [SchemaNumber] {
    guard case .inPlace(let applicator) = self else { return [] }
    return switch applicator {
    case .reference(let schema), .not(let schema): [schema]
    case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas): schemas
    case .conditional(let condition, let then, let otherwise):
      [condition, then, otherwise].compactMap { $0 }
    case .dependentSchemas(let schemas): schemas.map(\.schema)
    case .dynamicReference: []
    }
  }
}
