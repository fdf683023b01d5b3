import ModelsAPI
import Wire

/// What was asked of a model, as OpenTelemetry's conventions call it.
enum GenerationOperation: String, Sendable {
  case chat
  case textCompletion = "text_completion"
  case embeddings

  /// - Parameter route: as it is written in the table of routes.
  init?(route: String) {
    switch route {
    case "/v1/chat/completions", "/v1/responses", "/v1/messages", "/anthropic/v1/messages": self = .chat
    case "/v1/completions": self = .textCompletion
    case "/v1/embeddings": self = .embeddings
    default: return nil
    }
  }
}

/// The figures of requests to models that have the same labels.
///
/// Names and bounds follow OpenTelemetry's conventions for generative AI where these have them:
/// https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-metrics.md
struct GenerationFigures: Equatable, Sendable {
  /// What sets of figures differ in: few of each, whatever clients make up.
  struct Labels: Hashable, Sendable {
    var operation: GenerationOperation
    var model: String
    /// As it is written in the table of routes.
    var route: String
    /// `nil` where there is but one.
    var lane: Lane?
    /// The status that an error was; `nil` for a success.
    var error: Int?
  }

  private(set) var inputTokens = Histogram(.tokens)
  private(set) var outputTokens = Histogram(.tokens)
  private(set) var total = Histogram(.operations)
  private(set) var upstream = Histogram(.operations)
  private(set) var own = Histogram(.operations)
  private(set) var firstEvent = Histogram(.firstTokens)
  private(set) var furtherTokens = Histogram(.furtherTokens)
  private(set) var gaps = Histogram(.operations)

  mutating func add(_ record: AccessRecord) {
    let (timing, facts) = (record.timing, record.facts)
    total.add(timing.total / .seconds(1))
    upstream.add(timing.upstream / .seconds(1))
    own.add(timing.own / .seconds(1))
    if let count = facts.usage?.inputTokens { inputTokens.add(Double(count.value)) }
    if let count = facts.usage?.outputTokens { outputTokens.add(Double(count.value)) }
    if let stream = facts.stream { gaps.add(stream.gaps) }
    // The conventions want these of successes alone.
    guard record.error == nil else { return }
    if let first = timing.firstEvent { firstEvent.add(first / .seconds(1)) }
    if let time = facts.usage?.outputTokens.flatMap({ timing.perFurtherToken($0.value) }) {
      furtherTokens.add(time)
    }
  }
}

extension GenerationFigures.Labels: Comparable {
  private var order: (String, String, String, Int) { (route, model, lane?.rawValue ?? "", error ?? 0) }

  static func < (left: Self, right: Self) -> Bool {
    left.order < right.order
  }
}
