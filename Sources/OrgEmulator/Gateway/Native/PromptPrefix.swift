import Wire

/// The beginning of a prompt, which a provider may keep in a cache.
struct PromptPrefix: Equatable, Sendable {
  let fingerprint: Fingerprint
  let tokens: Int
}

/// Adds up a prompt part by part, and remembers the beginnings that may be cached.
struct PromptPrefixes: Equatable, Sendable {
  private(set) var tokens = 0
  private(set) var cacheable: [PromptPrefix] = []
  private var fingerprint = Fingerprint(0xCAC4)
  private let isNeeded: Bool

  /// - Parameter isNeeded: whether any beginning may be cached; else only tokens are counted.
  init(isNeeded: Bool) { self.isNeeded = isNeeded }

  /// Adds the next part; the mark that allows caching it is not part of what is compared.
  mutating func add(_ part: JSONValue, isCacheable: Bool) {
    tokens += Self.tokens(of: part)
    guard isNeeded else { return }
    var plain = part
    if var object = part.object {
      object["cache_control"] = nil
      plain = .object(object)
    }
    fingerprint = fingerprint.adding(plain.bytes)
    if isCacheable { cacheable.append(PromptPrefix(fingerprint: fingerprint, tokens: tokens)) }
  }

  private static func tokens(of part: JSONValue) -> Int {
    switch part {
    case .string(let text): TokenCounter.estimate(text)
    case .array(let parts): parts.reduce(0) { $0 + tokens(of: $1) }
    case .object(let object): object.members.reduce(0) { $0 + tokens(of: $1) }
    case .bool, .number: 1
    case .null: 0
    }
  }

  /// Images count as so many tokens, whatever their bytes; what belongs to the protocol counts nothing.
  private static func tokens(of member: JSONObject.Member) -> Int {
    switch member.name {
    case "source", "image_url", "file_data": 800
    case "type", "role", "id", "tool_use_id", "call_id", "cache_control", "signature", "encrypted_content": 0
    default: tokens(of: member.value)
    }
  }
}

/// The tokens of a native answer: those that came from a cache, and those that went into it, beside the others.
struct NativeUsage: Equatable, Sendable {
  var input: Int
  var cacheRead: Int
  var cacheWritten: Int
  var output: Int

  /// - Parameter read: how many tokens were in the cache before.
  init(_ prompt: PromptPrefixes, read: Int, output: Int) {
    cacheRead = read
    cacheWritten = max(0, (prompt.cacheable.last?.tokens ?? 0) - read)
    input = prompt.tokens - cacheRead - cacheWritten
    self.output = output
  }
}
