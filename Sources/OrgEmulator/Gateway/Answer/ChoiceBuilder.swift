import Wire

/// Builds the generations of an answer: the calls of tools or a text, cut where the request wants it cut.
struct ChoiceBuilder {
  let request: GatewayRequest
  let directives: Directives
  let scriptedReply: ScriptedReply?

  func choice(_ number: Int, id: String) -> GatewayAnswer.Choice {
    let calls = calls(id)
    guard calls.isEmpty else {
      let reason = directives.finishReason ?? request.model.family.toolFinishReason
      return .init(id: id, text: scriptedReply?.text ?? "", calls: calls, finishReason: reason)
    }
    let cut = cut(text(number))
    let reason = directives.finishReason ?? request.model.family.finishReason(isTruncated: cut.isTruncated)
    return .init(id: id, text: cut.text, finishReason: reason, stopSequence: cut.stopSequence)
  }

  private func calls(_ id: String) -> [EmulatedToolCall] {
    var ids = SplitMix64(seed: Fingerprint(2).adding(id.utf8).value)
    if let scriptedReply {
      return scriptedCalls(scriptedReply.calls).map { call($0.0, $0.1, &ids) }
    }
    return selection(directives.tools).calls.map { call($0.name, $0.arguments, &ids) }
  }

  /// A script calls what it says, whether it has been called before or not.
  private func scriptedCalls(_ requestedCalls: [ScriptedToolCall]) -> [(String, String)] {
    requestedCalls.map { requested in
      let schema = request.availableTools.functions.first { $0.name == requested.name }?.parameters ?? [:]
      let made = SchemaSampler(about: request.conversation.lastText, schema: schema).value.object
      return (requested.name, JSONValue.object(requested.arguments ?? made ?? [:]).text)
    }
  }

  private func selection(_ requestedCalls: [ScriptedToolCall]) -> ToolSelection {
    ToolSelection(
      conversation: request.conversation, availableTools: request.availableTools,
      requestedCalls: requestedCalls)
  }

  private func call(_ name: String, _ arguments: String, _ ids: inout SplitMix64) -> EmulatedToolCall {
    let prefix = request.model.family == .bedrock ? "tooluse_" : "call_"
    return EmulatedToolCall(id: "\(prefix)\(ids.letters(24))", name: name, arguments: arguments)
  }

  private func text(_ number: Int) -> String {
    if let scriptedReply { return scriptedReply.text }
    if let reply = directives.reply { return reply }
    if let words = directives.words { return PlaceholderText.words(words, atMost: limit + 1).text }
    let conversation = request.conversation
    switch request.format {
    case .schema(let schema): return SchemaSampler(about: plainWords, schema: schema).value.text
    case .object: return JSONValue.object(["answer": .string(CannedReplies.answer(to: conversation))]).text
    case .text: break
    }
    let words = spokenWords(number)
    let attachments = conversation.attachments.joined(separator: "; ")
    return attachments.isEmpty ? words : "\(words) It was shown: \(attachments)."
  }

  private func spokenWords(_ number: Int) -> String {
    let answers = request.conversation.toolAnswers.map { "“\($0)”" }
    guard answers.isEmpty else {
      return "The tools of this pretend org say: \(answers.joined(separator: ", "))."
    }
    return CannedReplies.answer(to: request.conversation, variant: number)
  }

  private var plainWords: String { request.conversation.plainWords }

  private var limit: Int { min(request.model.outputLimit, request.settings.maxTokens) }

  /// The text up to the first stop sequence, and no longer than allowed.
  private func cut(_ text: String) -> (text: String, isTruncated: Bool, stopSequence: String?) {
    let short = TokenCounter.prefix(of: text, tokens: limit)
    let stops = request.settings.stopSequences.filter { !$0.isEmpty }
    let found = stops.compactMap { stop in short.firstRange(of: stop).map { ($0.lowerBound, stop) } }
    if let first = found.min(by: { $0.0 < $1.0 }) { return (String(short[..<first.0]), false, first.1) }
    return (String(short), short.endIndex < text.endIndex, nil)
  }
}
