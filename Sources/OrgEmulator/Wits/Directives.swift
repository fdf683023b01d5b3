import HTTPTypes

/// What a prompt asks of the pretend org itself, between double brackets: `[[reply: Yes.]]`, `[[words: 20]]`,
/// `[[toxic]]`, `[[status: 503]]`, `[[status: 503 once]]`, `[[parameters: null]]`, `[[scanToxicity: null]]`,
/// `[[reversed]]`. Any other text between brackets is just text.
struct Directives: Equatable, Sendable {
  private(set) var reply: String?
  private(set) var words: Int?
  private(set) var status: HTTPResponse.Status?
  private(set) var isStatusOnce = false
  private(set) var isToxic = false
  private(set) var isReversed = false
  private(set) var hasParameters = true
  private(set) var hasToxicityScan = true

  init(in text: String) {
    // Bytes, because every text that is embedded comes through here.
    var rest = text.utf8[...]
    while let open = Self.pair(of: UInt8(ascii: "["), in: rest) {
      rest = rest[open...].dropFirst(2)
      guard let close = Self.close(in: rest) else { return }
      read(Substring(rest[..<close]))
      rest = rest[close...].dropFirst(2)
    }
  }

  /// The closing brackets: the last two in a row, so that a reply may end with a bracket of its own.
  private static func close(in text: Substring.UTF8View) -> Substring.UTF8View.Index? {
    let bracket = UInt8(ascii: "]")
    guard let pair = pair(of: bracket, in: text) else { return nil }
    let end = text[pair...].firstIndex { $0 != bracket } ?? text.endIndex
    return text.index(end, offsetBy: -2)
  }

  /// Where a byte first stands twice in a row.
  private static func pair(of byte: UInt8, in text: Substring.UTF8View) -> Substring.UTF8View.Index? {
    var rest = text
    while let index = rest.firstIndex(of: byte) {
      rest = rest[index...].dropFirst()
      if rest.first == byte { return index }
    }
    return nil
  }

  private mutating func read(_ directive: Substring) {
    let parts = directive.split(separator: ":", maxSplits: 1)
    let name = parts.first?.trimmingSpaces ?? ""
    let text = parts.count == 2 ? parts[1] : ""
    let value = text.trimmingSpaces
    switch (name, value) {
    case ("reply", _): reply = String(text.hasPrefix(" ") ? text.dropFirst() : text)
    case ("words", _): words = Int(value).map { max(0, $0) }
    case ("status", _): readStatus(value)
    case ("toxic", ""): isToxic = true
    case ("reversed", ""): isReversed = true
    case ("parameters", "null"): hasParameters = false
    case ("scanToxicity", "null"): hasToxicityScan = false
    default: break
    }
  }

  private mutating func readStatus(_ value: String) {
    let words = value.split(separator: " ")
    guard let first = words.first, let code = Int(first), (400...599).contains(code) else { return }
    status = .named(code)
    isStatusOnce = words.dropFirst() == ["once"]
  }
}
