import HTTPTypes
import Wire

/// Instructions to the emulated org inside a prompt, between double brackets, as ``Directive/table`` lists them. Any other
/// text between brackets is just text.
struct Directives: Equatable, Sendable {
  fileprivate(set) var reply: String?
  fileprivate(set) var words: Int?
  /// Errors to answer with; the first that is meant for a model counts.
  fileprivate(set) var statuses: [DirectedStatus] = []
  fileprivate(set) var isToxic = false
  fileprivate(set) var isReversed = false
  fileprivate(set) var hasParameters = true
  fileprivate(set) var hasToxicityScan = true
  /// The tools that are to be called, in order.
  fileprivate(set) var tools: [ScriptedToolCall] = []
  fileprivate(set) var behaviors: Set<StreamBehavior> = []
  fileprivate(set) var finishReason: String?
  fileprivate(set) var embeddingShape: EmbeddingShape?

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
    Directive.table.first { $0.name == name }?.read(&self, text, value)
  }
}

/// An error that a prompt asks for.
struct DirectedStatus: Equatable, Sendable {
  let status: HTTPResponse.Status
  /// Whether only the first time.
  let isOnce: Bool
  /// The API name of the model that is to answer so; `nil` for all.
  let model: String?

  init(_ status: HTTPResponse.Status, isOnce: Bool = false, model: String? = nil) {
    (self.status, self.isOnce, self.model) = (status, isOnce, model)
  }

  /// Reads `503`, `503 once`, `429 for MODEL` or `429 once for MODEL`.
  fileprivate init?(directive value: String) {
    var words = value.split(separator: " ")[...]
    guard let code = words.popFirst().flatMap({ Int($0) }), (400...599).contains(code) else { return nil }
    status = .named(code)
    isOnce = words.first == "once"
    if isOnce { words.removeFirst() }
    guard words.first == "for" else {
      model = nil
      return
    }
    // Without a model it is meant for none, rather than for all.
    guard let name = words.dropFirst().first else { return nil }
    model = String(name)
  }
}

/// One kind of instruction, as people write it and read of it: the parser and the manual page share the table.
package struct Directive: Sendable {
  let name: String
  /// As it is written: `[[status: 503 once]]`.
  package let form: String
  /// What it does, as the end of a sentence.
  package let meaning: String
  /// Takes what stands behind the colon, as it is and without the spaces round it.
  let read: @Sendable (inout Directives, _ text: Substring, _ value: String) -> Void

  private init(
    _ name: String, _ form: String, _ meaning: String,
    read: @escaping @Sendable (inout Directives, _ text: Substring, _ value: String) -> Void
  ) {
    (self.name, self.form, self.meaning, self.read) = (name, "[[\(form)]]", meaning, read)
  }

  /// All there are.
  package static let table = [
    Directive("reply", "reply: TEXT", "answers with the text") { directives, text, _ in
      directives.reply = String(text.hasPrefix(" ") ? text.dropFirst() : text)
    },
    Directive("words", "words: N", "answers with so many words") { directives, _, value in
      directives.words = Int(value).map { max(0, $0) }
    },
    Directive(
      "status", "status: 503",
      "answers with an error, from 400 to 599; with `once` (`[[status: 503 once]]`) only the first time that it is asked, "
        + "with a model (`[[status: 429 for sfdc_ai__DefaultGPT4Omni]]`) only where that one is"
    ) { directives, _, value in
      if let status = DirectedStatus(directive: value) { directives.statuses.append(status) }
    },
    Directive("toxic", "toxic", "lets the answer's toxicity scan detect something") { directives, _, value in
      if value.isEmpty { directives.isToxic = true }
    },
    Directive("scanToxicity", "scanToxicity: null", "leaves the toxicity scan out") { directives, _, value in
      if value == "null" { directives.hasToxicityScan = false }
    },
    Directive(
      "parameters", "parameters: null", "leaves out what the provider says: usage, model, finish reason"
    ) {
      directives, _, value in
      if value == "null" { directives.hasParameters = false }
    },
    Directive("reversed", "reversed", "turns the order of the vectors round; their indices stay right") {
      directives, _, value in
      if value.isEmpty { directives.isReversed = true }
    },
    Directive(
      "finish", "finish: REASON",
      "ends the answer for this reason, such as `length` or `content_filter` (LLM Gateway)"
    ) { directives, _, value in directives.finishReason = value.isEmpty ? nil : value },
    Directive(
      "tool", #"tool: NAME {"x": 1}"#, "calls the tool, with these arguments or made-up ones (LLM Gateway)"
    ) {
      directives, _, value in
      directives.tools.append(contentsOf: ScriptedToolCall(directive: value).map { [$0] } ?? [])
    },
    Directive(
      "stream", "stream: WORDS",
      "lets a stream misbehave (LLM Gateway), with one word or several: "
        + StreamBehavior.allCases.map { "`\($0.rawValue)` \($0.meaning)" }.joined(separator: "; ")
    ) { directives, _, value in
      directives.behaviors.formUnion(value.split { " ,".contains($0) }.compactMap(StreamBehavior.init(word:)))
    },
    Directive(
      "embeddings", "embeddings: SHAPE",
      "writes vectors in another shape that clients expect: `data`, `values` or `embeddings` (LLM Gateway)"
    ) { directives, _, value in directives.embeddingShape = EmbeddingShape(rawValue: value) },
  ]
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
