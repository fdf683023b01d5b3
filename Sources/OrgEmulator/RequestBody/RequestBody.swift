import Wire

/// Where a value stands in a body, spelled as in the reference's example: `$['order']['items'][0]`.
struct FieldPath: Equatable, Sendable {
  private(set) var reference = "$"

  subscript(name: String) -> FieldPath { FieldPath(reference: "\(reference)['\(name)']") }
  subscript(index: Int) -> FieldPath { FieldPath(reference: "\(reference)[\(index)]") }
}

/// An object of a request's body, read strictly: what has the wrong type is refused with its place.
struct RequestBody {
  let object: JSONObject
  private let path: FieldPath

  init(_ bytes: [UInt8]) throws(ErrorResponse) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(decoding: bytes)
    } catch {
      throw .badArgument("The request body is no valid JSON: \(error).")
    }
    try self.init(value, at: FieldPath())
  }

  init(_ value: JSONValue, at path: FieldPath) throws(ErrorResponse) {
    guard let object = value.object else { throw .badArgument("Expected an object.", field: path) }
    self.object = object
    self.path = path
  }

  var names: [String] { object.members.map(\.name) }

  func path(of name: String) -> FieldPath { path[name] }

  /// A field's value, also where it is `null`.
  func value(_ name: String) -> JSONValue? { object[name] }

  func requiredText(_ name: String) throws(ErrorResponse) -> String {
    guard let text = try text(name, isNullable: true) else { throw .missing(field: path[name]) }
    return text
  }

  func text(_ name: String, isNullable: Bool = false) throws(ErrorResponse) -> String? {
    guard let value = object[name], !(isNullable && value.isNull) else { return nil }
    guard let text = value.string else { throw .badArgument("Expected a string.", field: path[name]) }
    return text
  }

  func elements(_ name: String, isNullable: Bool = false) throws(ErrorResponse) -> [JSONValue]? {
    guard let value = object[name], !(isNullable && value.isNull) else { return nil }
    guard let elements = value.array else { throw .badArgument("Expected an array.", field: path[name]) }
    return elements
  }

  func part(_ name: String, isNullable: Bool = false) throws(ErrorResponse) -> RequestBody? {
    guard let value = object[name], !(isNullable && value.isNull) else { return nil }
    return try RequestBody(value, at: path[name])
  }

  /// The objects of an array.
  func parts(_ name: String, isNullable: Bool = false) throws(ErrorResponse) -> [RequestBody]? {
    guard let elements = try elements(name, isNullable: isNullable) else { return nil }
    var parts: [RequestBody] = []
    for (index, element) in elements.enumerated() {
      parts.append(try RequestBody(element, at: path[name][index]))
    }
    return parts
  }
}
