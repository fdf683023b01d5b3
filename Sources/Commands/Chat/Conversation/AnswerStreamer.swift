import FoundationEssentials
import ModelsAPI
import Terminal

/// Sends what was said and shows the answer as it comes.
struct AnswerStreamer: Sendable {
  let models: ModelsClient
  let fallback: ModelFallback
  let spinner: Spinner
  let look: AnswerLook
  let output: Output
  let now: @Sendable () -> Date

  /// An answer as far as it came.
  struct Answered: Sendable {
    enum Ending: Sendable {
      case whole, interrupted
      case failed(any Error)
    }

    var reply: Reply
    /// Who has answered, or was asked first where nobody did.
    var model: ModelName
    /// Who did not answer before.
    var fallbacks: [ModelFallback.Step] = []
    var times: AnswerTimes
    var ending: Ending
  }

  /// - Parameter streams: whether the words are wanted as they are generated.
  func answer(_ request: ChatRequest, streams: Bool) async -> Answered {
    let start = now()
    var answered = Answered(
      reply: ReplyAssembly().reply, model: request.model, times: AnswerTimes(start: start, end: start),
      ending: .whole)
    var page = AnswerPage(on: output, look)
    do {
      if streams {
        try await stream(request, &answered, &page)
      } else {
        let (asked, reply) = try await ask(request, &answered) { request, models, _ in
          try await spinner.spin { try await models.chat(request) }
        }
        (answered.model, answered.reply) = (asked.model, reply)
        try page.add(answered.reply.generations.map(\.text).joined(separator: "\n\n"))
      }
      answered.times.end = now()
      try page.end()
    } catch {
      answered.times.end = now()
      // The screen that the end is for may be the very thing that failed.
      try? page.end()
      answered.ending = Task.isCancelled ? .interrupted : .failed(error)
    }
    return answered
  }

  /// Has the request's model answer, or one in its place.
  private func ask<Answer>(
    _ request: ChatRequest, _ answered: inout Answered,
    _ attempt: (ChatRequest, ModelsClient, _ hasNext: Bool) async throws -> Answer
  ) async throws -> (request: ChatRequest, answer: Answer) {
    var steps: [ModelFallback.Step] = []
    defer { answered.fallbacks = steps }
    return try await fallback.perform(request, by: models, observe: { steps.append($0) }, attempt: attempt)
  }

  private func stream(
    _ request: ChatRequest, _ answered: inout Answered, _ page: inout AnswerPage
  ) async throws {
    let begun = try await ask(request, &answered) { request, models, hasNext in
      try await spinner.spinToFirstWord(orFailFor: hasNext) { try await models.stream(request) }
    }
    answered.model = begun.request.model
    var opened = begun.answer
    if opened.hasWords { answered.times.firstWord = now() }
    var assembly = ReplyAssembly(requestID: opened.requestID)
    defer { answered.reply = assembly.reply }
    while let events = try await opened.next() { try show(events, &assembly, &page) }
  }

  private func show(
    _ events: [ReplyEvent], _ assembly: inout ReplyAssembly, _ page: inout AnswerPage
  ) throws {
    for event in events { assembly.add(event) }
    try page.add(events.map(\.text).joined())
  }
}
