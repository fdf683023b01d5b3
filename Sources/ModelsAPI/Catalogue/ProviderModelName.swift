/// A model as its provider names it in an answer, `gpt-4o-mini-2024-07-18` or
/// `anthropic.claude-haiku-4-5-20251001-v1:0`, reduced to what sets models apart: without date, revision and vendor,
/// whatever the order of its parts.
struct ProviderModelName: Hashable, Sendable {
  private var words: Set<String> = []
  /// `["3", "5"]` of `3.5` and of `35`.
  private var version: [Substring] = []
  /// Parts that say nothing to us; a name that has some cannot be told from another.
  private var hasUnknownParts = false

  init(_ text: String) {
    var parts = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }[...]
    while let part = parts.popFirst() {
      if Self.isRevision(part) || part.isDigits(4...) {
        // What is left of a date, 2024-07-18, or of a revision, v1:0.
        parts = parts.drop { $0.isDigits(1...2) }
      } else if Self.previews.contains(String(part)) {
        // Its day may follow: preview-06-17.
        parts = parts.drop { $0.isDigits(2...2) }
      } else {
        read(part)
      }
    }
    while version.count > 1, version.last == "0" { version.removeLast() }
  }

  /// Whether both are understood and mean two models.
  func isSurelyAnother(than other: ProviderModelName) -> Bool {
    isUnderstood && other.isUnderstood && self != other
  }

  private var isUnderstood: Bool { !hasUnknownParts && !words.isDisjoint(with: Self.makers) }

  private mutating func read(_ part: Substring) {
    guard !Self.isNoise(part) else { return }
    if part.isDigits(1...2) {
      version += part.indices.map { part[$0...$0] }
    } else if part.isDigits(1..., before: "o") {
      version.append(part)
    } else if Self.known.contains(String(part)) || part.isDigits(1..., before: "b") {
      words.insert(String(part))
    } else {
      hasUnknownParts = true
    }
  }

  /// `v1` of `v1:0`.
  private static func isRevision(_ part: Substring) -> Bool {
    part.first == "v" && part.dropFirst().isDigits(1...)
  }

  /// `gemini-2.0-flash-001`, `gpt-4-32k`, `us.amazon.nova-pro`: the same model without it.
  private static func isNoise(_ part: Substring) -> Bool {
    part.isDigits(3...3) || part.isDigits(1..., before: "k") || noise.contains(String(part))
  }

  private static let makers: Set<String> = [
    "gpt", "o1", "o3", "o4", "claude", "gemini", "nova", "nemotron", "embedding",
  ]
  private static let known = makers.union([
    "mini", "nano", "turbo", "luna", "sol", "terra", "haiku", "sonnet", "opus", "flash", "lite", "pro",
    "micro",
    "premier", "super", "ultra", "text", "ada", "small", "large",
  ])
  private static let previews: Set<String> = ["preview", "exp", "experimental"]
  private static let noise: Set<String> = [
    "latest", "chat", "us", "eu", "apac", "global", "models", "openai",
    "azure",
    "anthropic", "amazon", "google", "nvidia",
  ]
}

extension Substring {
  /// Whether it is so many digits and nothing else but what may stand behind them.
  fileprivate func isDigits(_ count: some RangeExpression<Int>, before ending: String = "") -> Bool {
    guard hasSuffix(ending) else { return false }
    let digits = utf8.dropLast(ending.utf8.count)
    return count.contains(digits.count) && digits.allSatisfy { 0x30...0x39 ~= $0 }
  }
}
