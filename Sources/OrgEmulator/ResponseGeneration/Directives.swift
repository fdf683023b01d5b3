import HTTPTypes
import Wire

/// Instructions to the emulated org inside a prompt, between double brackets: `[[reply: Yes.]]`, `[[words: 20]]`,
/// `[[toxic]]`, `[[status: 503]]`, `[[status: 503 once]]`, `[[parameters: null]]`, `[[scanToxicity: null]]`,
/// `[[reversed]]`; of the gateway alone `[[tool: NAME {"x": 1}]]`, `[[stream: cut crlf]]`, `[[finish: content_filter]]`,
/// `[[embeddings: data]]`. Any other text between brackets is just text.
struct Directives: Equatable, Sendable {
  private(set) var reply: String?
  private(set) var words: Int?
  private(set) var status: HTTPResponse.Status?
  private(set) var isStatusOnce = false
  private(set) var isToxic = false
  private(set) var isReversed = false
  private(set) var hasParameters = true
  private(set) var hasToxicityScan = true
  /// The tools that are to be called, in order.
  private(set) var tools: [ScriptedToolCall] = []
  private(set) var behaviors: Set<StreamBehavior> = []
  private(set) var finishReason: String?
  private(set) var embeddingShape: EmbeddingShape?

  init(in text: String) {
    for range in Self.ranges(in: text) { read(text[range].dropFirst(2).dropLast(2)) }
  }

  /// The text without what stands between double brackets.
  static func plainText(of text: String) -> String {
    var plain = text
    for range in ranges(in: text).reversed() { plain.removeSubrange(range) }
    return plain
  }

  /// Where directives stand, brackets included.
  private static func ranges(in text: String) -> [Range<String.Index>] {
    // Bytes, because every text that is embedded comes through here.
    var ranges: [Range<String.Index>] = []
    var rest = text.utf8[...]
    while let open = pair(of: UInt8(ascii: "["), in: rest) {
      guard let close = close(in: rest[open...].dropFirst(2)) else { break }
      let end = text.utf8.index(close, offsetBy: 2)
      ranges.append(open..<end)
      rest = rest[end...]
    }
    return ranges
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
    case ("tool", _): tools.append(contentsOf: ScriptedToolCall(directive: value).map { [$0] } ?? [])
    case ("stream", _):
      behaviors.formUnion(value.split { " ,".contains($0) }.compactMap(StreamBehavior.init(word:)))
    case ("finish", _): finishReason = value.isEmpty ? nil : value
    case ("embeddings", _): embeddingShape = EmbeddingShape(rawValue: value)
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

extension ScriptedToolCall {
  /// Reads `NAME` or `NAME {"x": 1}`.
  fileprivate init?(directive: String) {
    let parts = directive.split(separator: " ", maxSplits: 1)
    guard let name = parts.first else { return nil }
    self.init(String(name))
    guard parts.count == 2 else { return }
    do { arguments = try JSONValue(decoding: String(parts[1])).object } catch { return nil }
  }
}
