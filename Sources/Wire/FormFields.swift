/// The fields of an `application/x-www-form-urlencoded` body, in order.
///
/// Source: WHATWG URL Standard, https://url.spec.whatwg.org/#application/x-www-form-urlencoded.
package struct FormFields: Sendable {
  /// The media type of a form.
  package static let contentType = "application/x-www-form-urlencoded"

  /// In the order in which they are written.
  package var fields: [(name: String, value: String)]

  /// A form of these fields.
  package init(_ fields: [(name: String, value: String)]) {
    self.fields = fields
  }

  /// Reads a form or a query; what lacks `=` is a name without a value.
  package init(decoding bytes: [UInt8]) {
    fields = bytes.split(separator: UInt8(ascii: "&")).map { pair in
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decode(parts[0]), parts.count == 2 ? Self.decode(parts[1]) : "")
    }
  }

  /// The value of the first field of that name.
  package subscript(name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// The form as a body.
  package var bytes: [UInt8] {
    Array(fields.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&").utf8)
  }

  /// A name or a value as a form writes it.
  package static func encode(_ text: String) -> String {
    PercentEncoding.encode(text, keeping: "*-._", spaceAsPlus: true)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    PercentEncoding.decode(bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
  }
}
