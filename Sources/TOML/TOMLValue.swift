/// A value of a TOML document (TOML 1.0).
package indirect enum TOMLValue: Equatable, Sendable {
  case string(String)
  case integer(Int64)
  case float(Double)
  case boolean(Bool)
  /// As it stands in the document.
  case dateTime(String, DateTimeKind)
  case array([TOMLValue])
  case table(TOMLTable)

  /// What a date or a time tells.
  package enum DateTimeKind: Equatable, Sendable {
    case offsetDateTime, localDateTime, localDate, localTime
  }
}

/// Names with their values, in the order in which they stand in the document.
package struct TOMLTable: Equatable, Sendable {
  /// A name with its value.
  package struct Member: Equatable, Sendable {
    /// Without quotes.
    package let name: String
    /// What it is set to.
    package let value: TOMLValue

    init(_ name: TOMLName, _ value: TOMLValue) {
      self.name = name.text
      self.value = value
    }
  }

  /// No two of them have the same name.
  package let members: [Member]

  init(_ members: [Member] = []) { self.members = members }

  /// The value of a name.
  package subscript(name: String) -> TOMLValue? {
    members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}

/// One name of a key. Two names are the same only when their bytes are, which is not so for Swift's strings.
struct TOMLName: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  init(_ text: String) { bytes = Array(text.utf8) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// As it is written in a key: in quotes where it needs them.
  var quotedIfNeeded: String {
    !bytes.isEmpty && bytes.allSatisfy(\.isBareKey) ? text : TOMLName.quoted(text)
  }

  /// A basic string.
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\t": "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        "\\u" + String(repeating: "0", count: scalar.value < 0x10 ? 3 : 2) + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  var isBareKey: Bool {
    isDigit || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
  }
}
