import Wire

/// Where a value stands in a body, spelled as in the reference's example: `$['order']['items'][0]`.
struct JSONPlace: Equatable, Sendable {
  private(set) var reference = "$"

  subscript(name: String) -> JSONPlace { JSONPlace(reference: "\(reference)['\(name)']") }
  subscript(index: Int) -> JSONPlace { JSONPlace(reference: "\(reference)[\(index)]") }
}

/// An object of a request's body, read strictly: what has the wrong type is refused with its place.
struct RequestBody {
  let object: JSONObject
  private let place: JSONPlace

  init(_ bytes: [UInt8]) throws(Refusal) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(decoding: bytes)
    } catch {
      throw .badArgument("The request body is no valid JSON: \(error).")
    }
    try self.init(value, at: JSONPlace())
  }

  init(_ value: JSONValue, at place: JSONPlace) throws(Refusal) {
    guard let object = value.object else { throw .badArgument("Expected an object.", field: place) }
    self.object = object
    self.place = place
  }

  var names: [String] { object.members.map(\.name) }

  func place(of name: String) -> JSONPlace { place[name] }

  /// A field's value, also where it is `null`.
  func value(_ name: String) -> JSONValue? { object[name] }

  func requiredText(_ name: String) throws(Refusal) -> String {
    guard let text = try text(name, isNullable: true) else { throw .missing(field: place[name]) }
    return text
  }

  func text(_ name: String, isNullable: Bool = false) throws(Refusal) -> String? {
    guard let value = object[name], !(isNullable && value.isNull) else { return nil }
    guard let text = value.string else { throw .badArgument("Expected a string.", field: place[name]) }
    return text
  }

  func elements(_ name: String, isNullable: Bool = false) throws(Refusal) -> [JSONValue]? {
    guard let value = object[name], !(isNullable && value.isNull) else { return nil }
    guard let elements = value.array else { throw .badArgument("Expected an array.", field: place[name]) }
    return elements
  }

  func part(_ name: String, isNullable: Bool = false) throws(Refusal) -> RequestBody? {
    guard let value = object[name], !(isNullable && value.isNull) else { return nil }
    return try RequestBody(value, at: place[name])
  }

  /// The objects of an array.
  func parts(_ name: String, isNullable: Bool = false) throws(Refusal) -> [RequestBody]? {
    guard let elements = try elements(name, isNullable: isNullable) else { return nil }
    var parts: [RequestBody] = []
    for (index, element) in elements.enumerated() {
      parts.append(try RequestBody(element, at: place[name][index]))
    }
    return parts
  }
}
