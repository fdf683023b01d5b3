import Wire

/// A JSON value in the data model of JSON Schema: numbers count, not their spelling; members have no order.
///
/// Source: JSON Schema core §4.2.
enum InstanceValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(ExactNumber)
  case string(ExactString)
  case array([InstanceValue])
  case object(InstanceObject)

  init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let flag): self = .boolean(flag)
    case .number(let digits): self = .number(ExactNumber(digits))
    case .string(let text): self = .string(ExactString(text))
    case .array(let elements): self = .array(elements.map(InstanceValue.init))
    case .object(let object): self = .object(InstanceObject(object))
    }
  }

  var object: InstanceObject? { if case .object(let object) = self { object } else { nil } }

  var array: [InstanceValue]? { if case .array(let elements) = self { elements } else { nil } }

  var number: ExactNumber? { if case .number(let number) = self { number } else { nil } }

  var exactString: ExactString? { if case .string(let string) = self { string } else { nil } }

  var string: String? { if case .string(let string) = self { string.text } else { nil } }

  /// How many values and bytes of texts it has.
  var size: Int {
    switch self {
    case .null, .boolean, .number: 1
    case .string(let string): 1 + string.text.utf8.count
    case .array(let elements): elements.reduce(1) { $0 + $1.size }
    case .object(let object): object.members.reduce(1) { $0 + $1.name.text.utf8.count + $1.value.size }
    }
  }

  /// As it would be written.
  var json: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let flag): .bool(flag)
    case .number(let number): .number(number.text)
    case .string(let string): .string(string.text)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let object):
      .object(JSONObject(object.members.map { JSONObject.Member($0.name.text, $0.value.json) }))
    }
  }

  /// The value that a token of a JSON Pointer means.
  subscript(token: ExactString) -> InstanceValue? {
    switch self {
    case .object(let object): return object[token]
    case .array(let elements):
      let digits = token.text.utf8
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.count == 1 || digits.first != 0x30,
        let index = Int(token.text), elements.indices.contains(index)
      else { return nil }
      return elements[index]
    case .null, .boolean, .number, .string: return nil
    }
  }
}

/// The members of an object. Of several with one name the last counts.
struct InstanceObject: Hashable, Sendable {
  private var names: [ExactString] = []
  private var values: [ExactString: InstanceValue] = [:]

  init(_ object: JSONObject) {
    values.reserveCapacity(object.members.count)
    for member in object.members {
      let name = ExactString(member.name)
      if values.updateValue(InstanceValue(member.value), forKey: name) == nil { names.append(name) }
    }
  }

  /// As they are written.
  var members: some Sequence<(name: ExactString, value: InstanceValue)> {
    names.lazy.map { (name: $0, value: values[$0] ?? .null) }
  }

  var count: Int { names.count }

  subscript(name: ExactString) -> InstanceValue? { values[name] }

  static func == (one: Self, other: Self) -> Bool { one.values == other.values }

  func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
