import HTTPTypes

/// What both handlers generate with: directives that refuse, the script's turns, and equal ids for equal requests.
struct ResponseGenerator: Sendable {
  let state: EmulatorState
  let seed: UInt64

  /// Refuses where the prompt says so: `[[status: 503]]` always, `[[status: 503 once]]` the first time it is asked,
  /// `[[status: 503 for MODEL]]` where that model is asked.
  ///
  /// - Parameter model: the API name of the one that is asked; `nil` where none is.
  func refuseIfDirected(
    by directives: Directives, _ incoming: IncomingRequest, model: String? = nil
  ) async throws(ErrorResponse) {
    let directed = directives.statuses.first { $0.model == nil || $0.model == model }
    guard let directed else { return }
    if directed.isOnce {
      let count = await state.countOccurrence(of: fingerprint(of: incoming).adding(directed.status.code))
      guard count == 1 else { return }
    }
    throw Fault(status: directed.status).refusal
  }

  /// What the script has to say to a prompt; `nil` when it has nothing. The pauses on the way are made before the
  /// answer goes out.
  func scriptedReply(
    for prompt: String, canCallTools: Bool, _ incoming: IncomingRequest
  ) async throws(ErrorResponse) -> ScriptedReply? {
    while let turn = await state.nextTurn(for: prompt, canCallTools: canCallTools) {
      await state.addWait(turn.wait, to: incoming.number)
      switch turn.outcome {
      case .pause: continue
      case .reply(let text): return ScriptedReply(text: text, calls: [])
      case .toolCalls(let calls, let text): return ScriptedReply(text: text ?? "", calls: calls)
      case .refusal(let status, let retryAfter): throw Fault(status: status, retryAfter: retryAfter).refusal
      }
    }
    return nil
  }

  /// Ids that are the same for the same request, whatever came between, but new each time it is repeated.
  func ids(for incoming: IncomingRequest, family: ProviderFamily) async -> GenerationIDs {
    let fingerprint = fingerprint(of: incoming)
    let count = await state.countOccurrence(of: fingerprint)
    return GenerationIDs(fingerprint.adding(count), family: family)
  }

  private func fingerprint(of incoming: IncomingRequest) -> Fingerprint {
    Fingerprint(seed).adding(incoming.path.joined(separator: "/").utf8).adding(incoming.body)
  }
}

/// A turn of the script that is an answer: a text, calls of tools, or a text before calls.
struct ScriptedReply: Equatable, Sendable {
  var text: String
  var calls: [ScriptedToolCall]
}
