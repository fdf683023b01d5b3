/// A type of JSON Schema (validation §6.1.1).
package enum SchemaType: String, Hashable, Sendable {
  case null, boolean, integer, number, string, array, object

  func holds(of value: InstanceValue) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .boolean), (.number, .number), (.string, .string), (.array, .array),
      (.object, .object):
      true
    case (.integer, .number(let number)): number.isInteger
    case (.null, _), (.boolean, _), (.integer, _), (.number, _), (.string, _), (.array, _), (.object, _):
      false
    }
  }

  /// What a value is: a number without a fraction is an integer.
  init(of value: InstanceValue) {
    self =
      switch value {
      case .null: .null
      case .boolean: .boolean
      case .number(let number): number.isInteger ? .integer : .number
      case .string: .string
      case .array: .array
      case .object: .object
      }
  }
}
