import ModelsAPI
import Wire

extension Usage {
  /// The counts with an estimate of those that are missing.
  ///
  /// - Parameters:
  ///   - told: by the upstream.
  ///   - request: as the model saw it.
  ///   - output: estimated tokens of what was generated.
  /// - Returns: `nil` where nothing is missing.
  static func estimate(completing told: Usage?, of request: ChatRequest, output: () -> Int) -> Usage? {
    estimate(completing: told, input: { TokenEstimate.tokens(of: request) }, output: output)
  }

  /// - Parameters:
  ///   - told: by the upstream.
  ///   - input: estimated tokens of what was asked.
  ///   - output: estimated tokens of what was generated.
  /// - Returns: `nil` where nothing is missing.
  static func estimate(completing told: Usage?, input: () -> Int, output: () -> Int) -> Usage? {
    guard told?.inputTokens == nil || told?.outputTokens == nil else { return nil }
    func rest(without count: Count?) -> Count? {
      guard let total = told?.totalTokens, let count else { return nil }
      return Count(clamping: total.value - count.value)
    }
    let input = told?.inputTokens ?? rest(without: told?.outputTokens) ?? Count(clamping: input())
    let output = told?.outputTokens ?? rest(without: input) ?? Count(clamping: output())
    return Usage(inputTokens: input, outputTokens: output, totalTokens: told?.totalTokens)
  }
}

extension ServedAnswer {
  /// Estimates what the upstream did not count.
  ///
  /// - Parameter request: as the model saw it.
  mutating func estimateUsage(of request: ChatRequest) {
    let generations = reply.generations
    let estimate = Usage.estimate(completing: reply.usage, of: request) {
      generations.reduce(0) { $0 + TokenEstimate.tokens(of: $1) }
    }
    guard let estimate else { return }
    reply.usage = estimate
    isUsageEstimated = true
  }
}

/// What a stream told, as far as it takes to estimate what it cost.
struct StreamedUsage {
  /// What the upstream counted last.
  private(set) var told: Usage?
  /// Kept and not counted: most upstreams tell, and nobody has to.
  private var texts: [String] = []

  mutating func read(_ event: ReplyEvent) {
    switch event {
    case .usage(let usage): told = usage
    case .text(let text): texts.append(text)
    case .toolCall(let fragment): texts += [fragment.name, fragment.arguments].compactMap { $0 }
    case .choice, .logProbabilities, .safety, .inputSafety, .finished, .exchange, .generation, .model: break
    }
  }

  /// - Returns: `nil` where the upstream has told all.
  func estimate(of requests: [ChatRequest]) -> Usage? {
    Usage.estimate(
      completing: told, input: { requests.reduce(0) { $0 + TokenEstimate.tokens(of: $1) } },
      output: { TokenEstimate.tokens(in: texts.joined()) })
  }
}
