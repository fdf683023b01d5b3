import ModelsAPI
import Wire

/// What an answer, or several, cost: one line.
struct UsageLine: Equatable {
  /// Those that answered, in their providers' words.
  var models: [String]
  var usage: Usage?
  /// How often was asked.
  var requests = 1
  /// Until the first word was there; `nil` for what came whole.
  var firstWord: Duration?
  var total: Duration

  var text: String {
    let parts = [
      requests == 1 ? nil : RowMessages.count(requests, "request"),
      tokens(usage?.inputTokens, "in", usage?.cachedTokens, "cached"),
      tokens(usage?.outputTokens, "out", usage?.reasoningTokens, "for reasoning"),
      firstWord.map { "first word after \(Self.seconds($0))" }, "\(Self.seconds(total)) in all",
    ]
    return "usage: " + ([names] + parts).compactMap { $0 }.joined(separator: ", ")
  }

  private var names: String? {
    models.count > 3 ? RowMessages.count(models.count, "model") : models.isEmpty ? nil : models.conjunction
  }

  private static func seconds(_ time: Duration) -> String {
    guard time < .seconds(60) else { return RowMessages.span(time) }
    let hundredths = Int((max(time, .zero) / .milliseconds(10)).rounded())
    return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10) s"
  }

  private func tokens(_ count: Count?, _ side: String, _ part: Count?, _ word: String) -> String {
    guard let count else { return "tokens \(side) unknown" }
    let detail = part.flatMap { $0 > 0 ? " (\(RowMessages.number($0.value)) \(word))" : nil } ?? ""
    let tokens = RowMessages.count(count.value, "token")
    return "\(tokens) \(side)\(detail)"
  }
}

extension UsageLine {
  init(_ answered: AnsweredPrompt) {
    self.init(
      models: [answered.reply.answeringModel ?? answered.request.model.text], usage: answered.reply.usage,
      requests: answered.requests, times: answered.times)
  }

  /// - Parameter models: those that answered, in their providers' words.
  init(models: [String], usage: Usage?, requests: Int = 1, times: AnswerTimes) {
    self.init(
      models: models, usage: usage, requests: requests, firstWord: times.firstWord.map(times.passed(until:)),
      total: times.passed(until: times.end))
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var conjunction: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
