package import Wire

/// What an exchange cost, in tokens.
package struct Usage: Hashable, Sendable {
  /// Tokens of what was asked; `nil` where the service does not count them.
  package var inputTokens: Count?
  /// Tokens of what was generated; `nil` where the service does not count them.
  package var outputTokens: Count?
  /// Tokens of both together; `nil` where neither the service nor a sum tells them.
  package var totalTokens: Count?

  /// Counts in tokens; without a total it is the sum, if both others are known.
  package init(inputTokens: Count? = nil, outputTokens: Count? = nil, totalTokens: Count? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.totalTokens = totalTokens ?? Self.sum(inputTokens, outputTokens)
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
    self.init(inputTokens: counts[0], outputTokens: counts[1], totalTokens: counts[2])
  }

  /// What both cost together; what only one of them tells is kept.
  package func adding(_ other: Usage) -> Usage {
    func both(_ one: Count?, _ another: Count?) -> Count? {
      guard let one, let another else { return one ?? another }
      return one + another
    }
    return Usage(
      inputTokens: both(inputTokens, other.inputTokens), outputTokens: both(outputTokens, other.outputTokens),
      totalTokens: both(totalTokens, other.totalTokens))
  }

  private static let names = [
    ["prompt_tokens", "input_tokens", "inputTokens", "inputTokenCount", "promptTokenCount"],
    [
      "completion_tokens", "output_tokens", "outputTokens", "outputTokenCount", "candidatesTokenCount",
      "generated_tokens",
    ],
    ["total_tokens", "totalTokens", "totalTokenCount"],
  ]

  private static func sum(_ input: Count?, _ output: Count?) -> Count? {
    guard let input, let output else { return nil }
    return input + output
  }
}
