/// Appends JSON to bytes, compactly, and sets the commas.
package struct JSONWriter {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// A writer that has written nothing.
  package init() {}

  /// Writes `null`.
  package mutating func null() { append("null".utf8) }
  /// Writes `true` or `false`.
  package mutating func bool(_ flag: Bool) { append((flag ? "true" : "false").utf8) }
  /// Writes a whole number.
  package mutating func number(_ number: Int) { append(String(number).utf8) }
  /// Writes a count.
  package mutating func number(_ count: Count) { number(count.value) }
  /// Writes a string, escaped where it must be.
  package mutating func string(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  /// Copies bytes that are one JSON value already, for example digits or a vector found by ``JSONReader``.
  package mutating func raw(_ value: some Sequence<UInt8>) { append(value) }

  /// Appends bytes that are no value: what stands round one JSON text, or between it and the next.
  package mutating func frame(_ bytes: [UInt8]) {
    self.bytes += bytes
    needsComma = false
  }

  /// Writes text as it is.
  package mutating func frame(_ text: String.UTF8View) {
    bytes += text
    needsComma = false
  }

  /// Writes an object whose members a function writes.
  ///
  /// - Throws: what the function throws.
  package mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try between("{", "}", members)
  }

  /// Writes an array whose elements a function writes.
  ///
  /// - Throws: what the function throws.
  package mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    try between("[", "]", elements)
  }

  /// Writes a member's name; its value must follow.
  package mutating func name(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a value that is a tree.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let digits): raw(digits.utf8)
    case .string(let text): string(text)
    case .array(let values): array { writer in for value in values { writer.value(value) } }
    case .object(let object):
      self.object { writer in
        for member in object.members {
          writer.name(member.name)
          writer.value(member.value)
        }
      }
    }
  }

  private mutating func between(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ content: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    try content(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func append(_ value: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      reserve(for: utf8)
      var start = 0
      for index in utf8.indices where Self.needsEscape(utf8[index]) {
        bytes.append(contentsOf: utf8[start..<index])
        escape(utf8[index])
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Memory for a long text at once: to grow into it takes as much again.
  private mutating func reserve(for utf8: UnsafeBufferPointer<UInt8>) {
    guard utf8.count > 1 << 20 else { return }
    let escapes = utf8.reduce(0) { $0 + (!Self.needsEscape($1) ? 0 : $1 < 0x20 && $1 != 0x0A ? 5 : 1) }
    // What stands behind it is short.
    bytes.reserveCapacity(bytes.count + utf8.count + escapes + 4096)
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes += [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")]
      bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
}

extension JSONValue {
  /// The compact JSON text.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }

  /// The value as compact JSON.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
