/// Any JSON value, exactly: the digits of numbers, the order of members and unknown fields survive.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The digits as they stand in the text, for example `2.0e-5`.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// The members of a JSON object, in order. Of several with one name the last counts, as in ECMAScript.
package struct JSONObject: Sendable, Hashable {
  /// A name and its value.
  package struct Member: Sendable, Hashable {
    /// The name, its escapes resolved.
    package var name: String
    /// What it names.
    package var value: JSONValue

    /// A name and its value.
    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// In the order in which they are written; names may repeat.
  package var members: [Member]

  /// An object of these members.
  package init(_ members: [Member] = []) {
    self.members = members
  }

  /// The member's value; setting `nil` removes it, setting a new one appends it.
  package subscript(name: String) -> JSONValue? {
    get { members.last { $0.name == name }?.value }
    set {
      guard let newValue else { return members.removeAll { $0.name == name } }
      guard let index = members.lastIndex(where: { $0.name == name }) else {
        return members.append(Member(name, newValue))
      }
      members[index].value = newValue
    }
  }

  /// Sets the member unless there is nothing to set.
  package mutating func set(_ name: String, _ value: JSONValue?) {
    guard let value else { return }
    self[name] = value
  }

  /// Lays another object's members over these: objects are merged member by member, everything else is replaced.
  package mutating func merge(_ other: JSONObject) {
    for member in other.members {
      guard case .object(let inner) = member.value, case .object(var mine)? = self[member.name] else {
        self[member.name] = member.value
        continue
      }
      mine.merge(inner)
      self[member.name] = .object(mine)
    }
  }
}

extension JSONValue {
  /// A whole number.
  package init(_ number: Int) { self = .number(String(number)) }

  /// A finite number; not-a-number and the infinities, which JSON cannot say, become `null`.
  package init(_ number: Double) { self = number.isFinite ? .number("\(number)") : .null }

  /// Its text; `nil` for anything but a string.
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  /// Its truth; `nil` for anything but `true` and `false`.
  package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  /// Its elements; `nil` for anything but an array.
  package var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  /// Itself as an object; `nil` for anything else.
  package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
  /// Its nearest floating-point number; `nil` for anything but a number, and for one as large as `1e999`.
  package var double: Double? {
    guard case .number(let digits) = self, let number = Double(digits), number.isFinite else { return nil }
    return number
  }
  /// Whether it is `null`.
  package var isNull: Bool { self == .null }

  /// The whole number, also where it is spelled `1.0` or `1e3`.
  package var int: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap(Int.init(exactly:))
  }

  /// The member of an object; `nil` where there is none, where it is `null`, or where this is no object.
  package subscript(name: String) -> JSONValue? {
    guard let value = object?[name], !value.isNull else { return nil }
    return value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// Lets a string be written as a literal.
  package init(stringLiteral value: String) { self = .string(value) }
  /// Lets a whole number be written as a literal.
  package init(integerLiteral value: Int) { self.init(value) }
  /// Lets a number with a fraction be written as a literal.
  package init(floatLiteral value: Double) { self.init(value) }
  /// Lets `true` and `false` be written as literals.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Lets an array be written as a literal.
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Lets `null` be written as `nil`.
  package init(nilLiteral: ()) { self = .null }
  /// Lets an object be written as a literal, whose members keep their order and may repeat.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member($0, $1) }))
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Lets an object be written as a literal, whose members keep their order and may repeat.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { Member($0, $1) })
  }
}
