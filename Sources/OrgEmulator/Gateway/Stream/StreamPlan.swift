import Wire

/// What happens next in a stream.
enum StreamStep: Equatable, Sendable {
  case delta(StreamDelta)
  /// A frame that only counts tokens.
  case usage
  case done
  case scoringStarted, scores, scoringCompleted
  case error
  /// The connection breaks.
  case reset
}

/// What a frame adds to a generation.
struct StreamDelta: Equatable, Sendable {
  var choice: Int
  var text = ""
  var calls: JSONValue = .null
  var isLast = false
}

/// The order of a stream: an empty delta, the words, the usage, the end mark, the scores; or as the prompt wants it.
///
/// Source: streams captured by Salesforce's mobile tools, and the code of two clients.
struct StreamPlan {
  private let answer: GatewayAnswer

  init(_ answer: GatewayAnswer) { self.answer = answer }

  var steps: [StreamStep] {
    let behaviors = answer.directives.behaviors
    let content = deltas.map(StreamStep.delta)
    if let broken = behaviors.broken(content, error: .error, reset: .reset) { return broken }
    let usage = answer.request.model.family.lateUsage == nil ? [] : [StreamStep.usage]
    return content + usage + ending(behaviors)
  }

  private func ending(_ behaviors: Set<StreamBehavior>) -> [StreamStep] {
    let done: [StreamStep] = behaviors.contains(.noDone) ? [] : [.done]
    let scoring: [StreamStep] =
      answer.request.scoring.isOn ? [.scoringStarted, .scores, .scoringCompleted] : []
    return behaviors.contains(.scoresFirst) ? scoring + done : done + scoring
  }

  /// The deltas of all generations, in turns.
  private var deltas: [StreamDelta] {
    let isClean = !answer.directives.behaviors.contains(.garbage)
    let family = answer.request.model.family
    let deltas = answer.choices.enumerated().map {
      ChoiceDeltas(choice: $1, index: $0, family: family, prelude: isClean ? "" : "assistant:").all
    }
    let longest = deltas.map(\.count).max() ?? 0
    return (0..<longest).flatMap { turn in deltas.compactMap { turn < $0.count ? $0[turn] : nil } }
  }
}
