import Wire

/// Why the org does not carry a query out, in its own words.
struct SOQLError: Error, Equatable {
  let code: String
  let message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  /// What cannot be read, with the place as the org marks it.
  ///
  /// - Parameter offset: in the query, in bytes.
  init(malformed message: String, in query: String, at offset: Int) {
    self.init("MALFORMED_QUERY", Self.marked(message, in: query, at: offset))
  }

  /// The lines round the place, an arrow below it, and what is wrong.
  static func marked(_ message: String, in query: String, at offset: Int) -> String {
    let bytes = Array(query.utf8)
    let before = bytes[..<min(offset, bytes.count)]
    let row = 1 + before.count { $0 == 0x0A }
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    let column = String(decoding: bytes[start..<min(offset, bytes.count)], as: UTF8.self).count
    let arrow = String(repeating: " ", count: column) + "^"
    return "\n\(line)\n\(arrow)\nERROR at Row:\(row):Column:\(column + 1)\n\(message)"
  }

  /// A field that an object does not have.
  static func unknownField(
    _ name: String, of object: ObjectSchema, in query: String, at offset: Int
  ) -> SOQLError {
    SOQLError(
      "INVALID_FIELD",
      marked(
        "No such column '\(name)' on entity '\(object.name)'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
        in: query, at: offset))
  }

  static func unknownObject(_ name: String, in query: String, at offset: Int) -> SOQLError {
    SOQLError(
      "INVALID_TYPE",
      marked(
        "sObject type '\(name)' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
        in: query, at: offset))
  }
}
