import HTTPTypes
import Wire

/// What the connection does next: it brings an event, or it breaks.
enum StreamSignal: Equatable, Sendable {
  case event(name: String, data: String)
  /// Bytes that are framed in another way than server-sent events.
  case frame([UInt8])
  case reset
}

/// Turns the steps of a stream into its events.
struct StreamFrames<Encoder: AnswerEncoder>: Sendable {
  let answer: GatewayAnswer
  let encoder: Encoder

  func signal(_ step: StreamStep) -> StreamSignal {
    switch step {
    case .delta(let delta): generation(frame(delta))
    case .usage: generation(usageFrame)
    case .done: .event(name: "generation", data: isDoneBare ? "DONE" : "[DONE]")
    case .scoringStarted: .event(name: "scoringStarted", data: "{}")
    case .scores: .event(name: "scores", data: encoder.json(scoresFrame).text)
    case .scoringCompleted: .event(name: "scoringCompleted", data: "{}")
    case .error: .event(name: "error", data: ErrorResponse.documented(.internalServerError).json.text)
    case .reset: .reset
    }
  }

  private var isDoneBare: Bool { answer.directives.behaviors.contains(.bareDone) }

  private func generation(_ frame: AnswerFrame) -> StreamSignal {
    .event(name: "generation", data: encoder.json(frame).text)
  }

  private func frame(_ delta: StreamDelta) -> AnswerFrame {
    var part = answer.emptyPart(delta.choice)
    part.text = delta.text
    part.calls = delta.calls
    if !delta.text.isEmpty { part.logProbabilities = answer.logProbabilities(of: delta.text) }
    if delta.isLast { answer.finish(&part) }
    let countsHere = delta.isLast && answer.request.model.family.lateUsage == nil
    return AnswerFrame(
      id: answer.ids.response, generations: [part], parameters: parameters(countsHere ? answer.usage : nil))
  }

  private var usageFrame: AnswerFrame {
    let isEmpty = answer.request.model.family.lateUsage == .withEmptyGenerations
    return AnswerFrame(
      id: answer.ids.response, generations: isEmpty ? [] : nil, parameters: parameters(answer.usage))
  }

  /// The whole text again, with its scores.
  private var scoresFrame: AnswerFrame {
    var frame = answer.whole
    frame.parameters = .null
    return frame
  }

  private func parameters(_ usage: TokenUsage?) -> JSONValue {
    answer.parameters("chat.completion.chunk", usage)
  }
}
