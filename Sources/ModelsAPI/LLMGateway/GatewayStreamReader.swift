import Wire

/// Reads the gateway's streams: deltas, then scores that repeat the text, then an end that takes several forms.
///
/// Source: streams in https://github.com/forcedotcom/mobile-mcp-tools (packages/evaluation) and
/// https://github.com/KaranManral/sf-copilot-proxy.
struct GatewayStreamReader: StreamReader {
  private(set) var isComplete = false

  private let requestID: String?
  private var isDone = false
  private var told: (exchange: String?, generation: String?, model: String?)
  private var calls = ToolCallNumbering()
  private var opening: OpeningRepair?

  /// - Parameter repairsOpening: whether the model is one that begins with what it should keep to itself.
  init(repairsOpening: Bool, requestID: String?) {
    opening = repairsOpening ? OpeningRepair() : nil
    self.requestID = requestID
  }

  mutating func read(_ event: ServerSentEvent, into events: inout [ReplyEvent]) throws {
    switch event.name {
    case "error": throw ModelsFailure.brokenStream(Refusal(reportedBy: event, requestID: requestID))
    case _ where Self.isEnd(event): end(into: &events)
    case "generation", "message", "data": try readGeneration(event, into: &events)
    case "scores": readFacts(try frame(event), into: &events)
    default: break
    }
  }

  /// `[DONE]`, or the bare word that some versions send.
  private static func isEnd(_ event: ServerSentEvent) -> Bool {
    event.data.span.isEqual(to: "[DONE]") || event.data.span.isEqual(to: "DONE")
  }

  private mutating func end(into events: inout [ReplyEvent]) {
    append(opening?.end() ?? "", to: &events)
    (isDone, isComplete) = (true, true)
  }

  private mutating func readGeneration(_ event: ServerSentEvent, into events: inout [ReplyEvent]) throws {
    let frame = try frame(event)
    guard !frame.reportsError || !frame.generations.isEmpty else {
      throw ModelsFailure.brokenStream(Refusal(reportedBy: event, requestID: requestID))
    }
    readFacts(frame, into: &events)
    guard let generation = frame.generations.first, !isDone else { return }
    if let sureness = generation.logProbabilities { events.append(.logProbabilities(sureness)) }
    if let text = generation.text { append(opening?.text(adding: text) ?? text, to: &events) }
    events += generation.invocations.indices.map { position in
      .toolCall(calls.fragment(generation.invocations[position], at: position))
    }
    guard let reason = generation.finishReason else { return }
    append(opening?.end() ?? "", to: &events)
    events.append(.finished(reason))
    isComplete = true
  }

  /// What any frame may tell, early or late.
  private mutating func readFacts(_ frame: GatewayFrame, into events: inout [ReplyEvent]) {
    if let id = Self.news(frame.id, &told.exchange) { events.append(.exchange(id: id)) }
    if let id = Self.news(frame.generations.first?.id, &told.generation) {
      events.append(.generation(id: id))
    }
    if let model = Self.news(frame.answeringModel, &told.model) { events.append(.model(model)) }
    if let safety = frame.inputSafety { events.append(.inputSafety(safety)) }
    if let safety = frame.generations.first?.safety { events.append(.safety(safety)) }
    if let usage = frame.usage { events.append(.usage(usage)) }
  }

  /// The value, if it is another than the one that was told before.
  private static func news(_ value: String?, _ told: inout String?) -> String? {
    guard let value, !value.isEmpty, value != told else { return nil }
    told = value
    return value
  }

  private func append(_ text: String, to events: inout [ReplyEvent]) {
    if !text.isEmpty { events.append(.text(text)) }
  }

  private func frame(_ event: ServerSentEvent) throws -> GatewayFrame {
    do {
      return try GatewayFrame(event.data)
    } catch {
      throw ModelsFailure.notJSON(error, requestID: requestID)
    }
  }
}
