import CompatibleServer
import FoundationEssentials
import ModelsAPI
import RowEngine
import Wire

extension GenerateRowJob {
  /// One request for the answer to a prompt: rows come one by one.
  func call(_ models: ModelsClient, _ rows: [PromptRow]) async -> BatchOutcome<AnswerRow> {
    var answer = BatchAnswer<AnswerRow>([])
    answer.requests = 0
    for row in rows {
      do {
        answer.results.append(try await result(of: row, models, &answer))
      } catch {
        return .after(requests: answer.requests, tokens: answer.tokens, outcome(of: error, to: row))
      }
    }
    return .done(answer)
  }

  private func outcome(of error: any Error, to row: PromptRow) -> BatchOutcome<AnswerRow> {
    // Other rows have other models.
    if case ModelsFailure.refused(let refusal) = error, refusal.status == 404, row.bringsModel {
      return .split(error)
    }
    return BatchOutcome(error)
  }

  /// - Parameter answer: takes down what each request has used, also where a later one fails.
  private func result(
    of row: PromptRow, _ models: ModelsClient, _ answer: inout BatchAnswer<AnswerRow>
  ) async throws -> Result<AnswerRow, any Error> {
    let start = now()
    let (row, first) = try await firstAnswer(to: row, models, &answer)
    count(first, to: row, &answer)
    let reply = try await repair.repaired(
      first, to: row.request, by: models, onAnswer: { count($0, to: row, &answer) })
    // What the judge asks for itself is no part of the answer's time.
    let seconds = now().timeIntervalSince(start)
    let similarity = try await similarity(of: reply, to: row, models, &answer)
    answer.bytes += reply.body.count
    var judged = judge.row(reply, to: row, similarity: similarity)
    judged.milliseconds = Int((seconds * 1000).rounded())
    // What stands in columns only has no place for what is wrong with it.
    guard layout.members != nil else { return .success(judged) }
    guard judged.dangers.isEmpty else { return .failure(CommandFailure.unsafeAnswer(judged.dangers)) }
    guard judged.misfits.isEmpty else { return .failure(CommandFailure.unfitAnswer(judged.misfits)) }
    return .success(judged)
  }

  /// What the model says, or one in its place, and the prompt as that model got it.
  private func firstAnswer(
    to row: PromptRow, _ models: ModelsClient, _ answer: inout BatchAnswer<AnswerRow>
  ) async throws -> (PromptRow, Reply) {
    var steps: [ModelFallback.Step] = []
    defer {
      for _ in 0..<steps.requests { usage.add(nil) }
      answer.requests += steps.requests
      if steps.isExhausted { fallbacks.see(steps, answeredBy: nil) }
    }
    let (request, reply) = try await fallback.perform(
      row.request, by: models, observe: { steps.append($0) },
      attempt: { request, models, _ in try await models.chat(request) })
    fallbacks.see(steps, answeredBy: request.model)
    var asked = row
    asked.request = request
    return (asked, reply)
  }

  private func count(_ reply: Reply, to row: PromptRow, _ answer: inout BatchAnswer<AnswerRow>) {
    usage.add(reply.usage, of: reply.answeringModel ?? row.request.model.text)
    reroutes.see(row.request.model, answeredBy: reply.answeringModel)
    answer.requests += 1
    answer.tokens += reply.usage?.totalTokens ?? estimatedTokens(of: reply, to: row)
  }

  /// What a service that does not count tokens may have used, where that matters.
  private func estimatedTokens(of reply: Reply, to row: PromptRow) -> Count {
    guard budget.tokens != nil else { return 0 }
    var request = row.request
    let asked: [Message]
    switch request.input {
    case .prompt(let text): asked = [Message(.user, text)]
    case .messages(let messages): asked = messages
    }
    request.input = .messages(asked + reply.generations.map { Message(.assistant, $0.text) })
    return Count(clamping: TokenEstimate.tokens(of: request))
  }

  /// Of an answer to what is expected, where that is asked for; one without a word is like nothing.
  private func similarity(
    of reply: Reply, to row: PromptRow, _ models: ModelsClient, _ answer: inout BatchAnswer<AnswerRow>
  ) async throws -> Double? {
    guard let expectation = row.expectation, expectation.isByEmbeddings else { return nil }
    let text = judge.unfenced(reply).generations.first?.text ?? ""
    guard !text.isBlank else { return 0 }
    let vectors = try await models.embed(
      EmbeddingRequest(model: embeddingModel, inputs: [expectation.text, text]))
    usage.add(vectors.usage)
    answer.requests += 1
    answer.tokens += vectors.usage?.totalTokens ?? 0
    let queries = vectors.embeddings.compactMap { VectorQuery(json: $0.json) }
    guard queries.count == 2, let similarity = queries[0].similarity(to: queries[1]) else { return 0 }
    return Double(similarity)
  }
}
