import Wire

/// The repairs that a call may need: these, and no others. Whatever else differs from the protocol is text.
enum CallRepair: CaseIterable {
  /// Three backticks round the whole answer, with `json` or nothing behind them.
  case codeFence
  /// `{"city": "Rome",}`
  case trailingComma
  /// `{'city': "Rome"}`
  case singleQuotedKey

  /// The object that fills the answer from end to end.
  static func object(in answer: String) -> JSONObject? {
    // Most answers are prose, and are known by their first character.
    guard let first = answer.utf8.first(where: { !isSpace($0) }), first == brace || first == backtick else {
      return nil
    }
    let text = first == backtick ? CodeFence.content(of: answer) : answer
    guard let text, text.utf8.first(where: { !isSpace($0) }) == brace else { return nil }
    let bytes = Array(text.utf8)
    let value = (try? JSONValue(decoding: bytes)) ?? (try? JSONValue(decoding: LooseJSON.strict(bytes)))
    return value?.object
  }

  private static let brace = UInt8(ascii: "{")
  private static let backtick = UInt8(ascii: "`")

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

/// Mends ``CallRepair/trailingComma`` and ``CallRepair/singleQuotedKey``; what is no JSON otherwise stays none.
struct LooseJSON {
  private let bytes: [UInt8]
  private var strict: [UInt8] = []
  private var index = 0
  /// The last byte outside strings that is no white space.
  private var last: UInt8 = 0

  static func strict(_ bytes: [UInt8]) -> [UInt8] {
    var json = LooseJSON(bytes: bytes)
    while json.index < bytes.count { json.step() }
    return json.strict
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func step() {
    switch bytes[index] {
    case UInt8(ascii: "\""): copyString()
    case UInt8(ascii: "'") where last == UInt8(ascii: "{") || last == UInt8(ascii: ","): copyKey()
    case UInt8(ascii: ",") where isTrailing: index += 1
    case let byte:
      if !CallRepair.isSpace(byte) { last = byte }
      copy()
    }
  }

  private mutating func copy() {
    strict.append(bytes[index])
    index += 1
  }

  private mutating func copyString() {
    last = bytes[index]
    copy()
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { copy() }
      copy()
    }
    if index < bytes.count { copy() }
  }

  /// A comma behind an element, with nothing but a closing bracket behind it.
  private var isTrailing: Bool {
    guard ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), 0].contains(last) else { return false }
    let next = bytes[(index + 1)...].first { !CallRepair.isSpace($0) }
    return next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
  }

  private mutating func copyKey() {
    let plain = bytes[(index + 1)...].prefix {
      $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20
    }
    let isClosed = plain.endIndex < bytes.count && bytes[plain.endIndex] == UInt8(ascii: "'")
    let next = bytes[plain.endIndex...].dropFirst().first { !CallRepair.isSpace($0) }
    last = bytes[index]
    guard isClosed, next == UInt8(ascii: ":") else { return copy() }
    strict += [UInt8(ascii: "\"")] + plain + [UInt8(ascii: "\"")]
    index = plain.endIndex + 1
  }
}
