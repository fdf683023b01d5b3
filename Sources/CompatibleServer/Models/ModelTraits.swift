/// What a name tells of a model, in its maker's spelling or the org's: whose it is, how large, and of which version.
struct ModelTraits: Hashable, Sendable {
  /// Models that stand in for each other.
  enum Family: Hashable, Sendable, CaseIterable {
    case claude, gpt
    /// `o3`, `o4-mini`.
    case reasoning
    case gemini, nova
  }

  /// What a maker offers beside each other.
  enum Size: Hashable, Sendable { case small, medium, large }

  let family: Family
  let size: Size
  /// `[4, 5]`, without zeros at the end; empty where the name tells none.
  let version: [Int]

  /// - Parameter name: `claude-opus-4-5`, `gpt-5.2-codex`, `sfdc_ai__DefaultBedrockAnthropicClaude45Opus`.
  /// - Returns: `nil` for a name that tells nothing, and for models that make vectors.
  init?(_ name: String) {
    let isOrgs = name.contains("__")
    let text = isOrgs ? Self.ownPart(of: name) : ModelSpelling.plain(name)
    guard !text.contains("embed"), let (family, rest) = Self.family(of: text, isOrgs: isOrgs) else {
      return nil
    }
    self.family = family
    version = text.hasPrefix("codex") ? [] : Self.version(in: rest)
    size = Self.size(of: family, rest, version)
  }

  /// Whether the version is a later one; one that is not told is later than all.
  func isNewer(than other: ModelTraits) -> Bool {
    version.isEmpty || other.version.lexicographicallyPrecedes(version)
  }
}

extension ModelTraits {
  /// `sfdc_ai__DefaultOpenAIGPT4OmniMini` without whose it is and who runs it, in small letters.
  private static func ownPart(of name: String) -> String {
    var rest = Substring(name.lowercased())
    if let range = rest.firstRange(of: "__") { rest = rest[range.upperBound...] }
    for word in ["default", "azure", "openai", "bedrock", "vertexai", "anthropic", "amazon"]
    where rest.hasPrefix(word) { rest = rest.dropFirst(word.count) }
    return String(rest)
  }

  private static func family(of text: String, isOrgs: Bool) -> (Family, rest: Substring)? {
    for (word, family) in words {
      guard let range = text.firstRange(of: word) else { continue }
      // `innovator` is nobody's Nova.
      let (before, rest) = (text[..<range.lowerBound], text[range.upperBound...])
      let isWord = (before.last?.isLetter != true || before == "chat") && rest.first?.isLetter != true
      if isOrgs || isWord { return (family, rest) }
    }
    guard text.hasPrefix("o"), text.dropFirst().first?.isNumber ?? false else { return nil }
    let rest = text.dropFirst()
    let end = rest.drop { $0.isNumber }.first
    // `o3`, `o3-mini` and `o4mini`, but not `o3custom`.
    guard end == nil || end == "-" || rest.contains("mini") || rest.contains("pro") else { return nil }
    return (.reasoning, rest)
  }

  /// Codex's own names, `codex-mini`, are of the same maker.
  private static let words: [(String, Family)] = [
    ("claude", .claude), ("gpt", .gpt), ("gemini", .gemini), ("nova", .nova), ("codex", .gpt),
  ]

  private static func size(of family: Family, _ rest: Substring, _ version: [Int]) -> Size {
    // Models of that time were replaced by small ones.
    if family == .gpt, version == [3, 5] || version == [3] { return .small }
    let words: (small: [String], large: [String]) =
      switch family {
      case .claude: (["haiku"], ["opus"])
      case .gpt, .reasoning: (["mini", "nano", "luna"], ["pro", "max", "sol"])
      case .gemini: (["lite"], ["pro"])
      case .nova: (["lite", "micro"], ["pro", "premier"])
      }
    if words.small.contains(where: { rest.contains($0) }) { return .small }
    return words.large.contains(where: { rest.contains($0) }) ? .large : .medium
  }

  /// The first number, `45` of the org's spelling like `4-5` and `4.5` of others.
  private static func version(in text: Substring) -> [Int] {
    let start = text.drop { !$0.isASCIIDigit }
    let first = start.prefix { $0.isASCIIDigit }
    let behind = start.dropFirst(first.count)
    var digits = first.count <= 2 ? first.compactMap(\.wholeNumberValue) : []
    let next = behind.dropFirst().prefix { $0.isASCIIDigit }
    let isJoined = behind.first == "-" || behind.first == "."
    let end = behind.dropFirst(1 + next.count).first
    if digits.count == 1, isJoined, next.count == 1, end == nil || end == "-" || end == "[" {
      digits += next.compactMap(\.wholeNumberValue)
    }
    while digits.last == 0 { digits.removeLast() }
    return digits
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
