package import Wire

/// What an exchange cost, in tokens.
package struct Usage: Hashable, Sendable {
  /// Tokens of what was asked; `nil` where the service does not count them.
  package var inputTokens: Count?
  /// Tokens of what was generated; `nil` where the service does not count them.
  package var outputTokens: Count?
  /// Tokens of both together; `nil` where neither the service nor a sum tells them.
  package var totalTokens: Count?
  /// Those of what was asked that the service had read before; `nil` where it does not tell.
  package var cachedTokens: Count?
  /// Those of what was generated that only the model has seen; `nil` where the service does not tell.
  package var reasoningTokens: Count?

  /// Counts in tokens; without a total it is the sum, if both others are known.
  package init(
    inputTokens: Count? = nil, outputTokens: Count? = nil, totalTokens: Count? = nil,
    cachedTokens: Count? = nil, reasoningTokens: Count? = nil
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.totalTokens = totalTokens ?? Self.sum(inputTokens, outputTokens)
    self.cachedTokens = cachedTokens
    self.reasoningTokens = reasoningTokens
  }

  /// Reads any provider's spelling: the keys differ (`prompt_tokens`, `inputTokens`, `inputTokenCount` …) and do not
  /// follow from the model's name.
  ///
  /// What is no count (a negative number, one beyond 2^53, a fraction, a text) was not told.
  ///
  /// - Returns: `nil` when no count is there.
  package init?(_ json: JSONValue?) {
    guard let json else { return nil }
    let counts = Self.names.map { names in names.lazy.compactMap { json[$0]?.count }.first }
    guard counts.contains(where: { $0 != nil }) else { return nil }
    self.init(
      inputTokens: counts[0], outputTokens: counts[1], totalTokens: counts[2],
      cachedTokens: Self.detail(Self.cachedNames, of: json, in: Self.inputDetails),
      reasoningTokens: Self.detail(Self.reasoningNames, of: json, in: Self.outputDetails))
  }

  /// What both cost together; what only one of them tells is kept.
  package func adding(_ other: Usage) -> Usage {
    func both(_ one: Count?, _ another: Count?) -> Count? {
      guard let one, let another else { return one ?? another }
      return one + another
    }
    return Usage(
      inputTokens: both(inputTokens, other.inputTokens), outputTokens: both(outputTokens, other.outputTokens),
      totalTokens: both(totalTokens, other.totalTokens), cachedTokens: both(cachedTokens, other.cachedTokens),
      reasoningTokens: both(reasoningTokens, other.reasoningTokens))
  }

  private static let names = [
    ["prompt_tokens", "input_tokens", "inputTokens", "inputTokenCount", "promptTokenCount"],
    [
      "completion_tokens", "output_tokens", "outputTokens", "outputTokenCount", "candidatesTokenCount",
      "generated_tokens",
    ],
    ["total_tokens", "totalTokens", "totalTokenCount"],
  ]

  private static let inputDetails = ["prompt_tokens_details", "input_tokens_details", "promptTokensDetails"]
  private static let outputDetails = ["completion_tokens_details", "output_tokens_details"]
  private static let cachedNames = [
    "cached_tokens", "cache_read_input_tokens", "cacheReadInputTokens", "cacheReadInputTokenCount",
    "cachedContentTokenCount",
  ]
  private static let reasoningNames = ["reasoning_tokens", "thoughtsTokenCount"]

  /// A part of a count, which stands beside it or in an object of its own.
  private static func detail(_ names: [String], of json: JSONValue, in groups: [String]) -> Count? {
    let places = [json] + groups.compactMap { json[$0] }
    return places.lazy.flatMap { place in names.lazy.compactMap { place[$0]?.count } }.first
  }

  private static func sum(_ input: Count?, _ output: Count?) -> Count? {
    guard let input, let output else { return nil }
    return input + output
  }
}
