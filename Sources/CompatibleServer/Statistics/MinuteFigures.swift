import ModelsAPI
import Wire

/// What was asked of models within a minute, or within several.
struct MinuteFigures: Equatable, Sendable {
  /// Requests to models, those that failed among them.
  var requests = 0
  /// Requests of any kind that ended in an error, as far as people are told of it.
  var errors = 0
  /// As they were counted, or estimated where nobody counts.
  var inputTokens: Count = 0
  /// As they were counted, or estimated where nobody counts.
  var outputTokens: Count = 0
  /// Seconds to the first event of a stream, or to the whole of an answer that came at once; of successes alone.
  var firstEvent = Histogram(.latencies)

  /// A request to a model that is over.
  mutating func add(_ record: AccessRecord) {
    requests += 1
    let usage = record.facts.usage ?? record.facts.estimatedUsage
    inputTokens += usage?.inputTokens ?? 0
    outputTokens += usage?.outputTokens ?? 0
    guard record.error == nil else { return }
    firstEvent.add((record.timing.firstEvent ?? record.timing.total) / .seconds(1))
  }

  /// Both together.
  static func += (sum: inout MinuteFigures, more: MinuteFigures) {
    sum.requests += more.requests
    sum.errors += more.errors
    sum.inputTokens += more.inputTokens
    sum.outputTokens += more.outputTokens
    sum.firstEvent.add(more.firstEvent)
  }
}
