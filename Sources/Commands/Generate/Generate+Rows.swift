import CommandTree
import ModelsAPI
import RowEngine
import Wire

extension Generate {
  /// Answers each prompt of a dataset.
  func map(in context: Context) async throws {
    try checkMapping()
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let judge = try AnswerJudge(answer)
    let fields = try promptFields(in: context)
    guard !connection.dryRun else { return try await describe(fields, in: context, notes) }
    let sink = AnswerSink(tally: AnswerSink.Annotations())
    let job = RowJob(
      options: rows, network: connection.network, sink: sink,
      resumeFingerprint: try resumeFingerprint(fields, judge))
    do {
      try await job.run(in: context) {
        let (feed, bytes) = try rows.records(in: context, notes, fields.item)
        let models = try Connection(connection, in: context, rows: rows.pace(connection.network)).models
        return .init(feed: feed, inputBytes: bytes) { rows in await models.answer(rows, judge) }
      }
    } catch CommandFailure.refusedRows(let refused, let done) {
      try conclude(sink.tally.verdicts, notes)
      throw CommandFailure.refusedRows(refused: refused, done: done)
    }
    try conclude(sink.tally.verdicts, notes)
  }

  /// - Throws: what weighs more than refused rows.
  private func conclude(_ verdicts: AnswerVerdicts, _ notes: Notes) throws {
    if verdicts.cutOff > 0 {
      notes.warn("\(verdicts.cutOff) of \(verdicts.all) answers are cut off: the limit of tokens is reached")
    }
    if verdicts.unsafe > 0 { throw DatasetFailure.unsafeAnswers(verdicts.unsafe, of: verdicts.all) }
    if verdicts.unfit > 0 { throw DatasetFailure.unfitAnswers(verdicts.unfit, of: verdicts.all) }
  }

  /// - Throws: ``CommandFailure`` for what makes sense for a single prompt only.
  private func checkMapping() throws {
    let others = [
      ("PROMPT", !prompt.isEmpty), ("--file", !source.files.isEmpty), ("--raw", answer.raw),
      ("--no-input", source.noInput && rows.inputName == "-"), ("--render", answer.render == true),
      ("--stream", settings.stream == true), ("--show-safety", answer.showSafety),
    ]
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions(["--from", other]) }
  }

  private func promptFields(in context: Context) throws -> PromptFields {
    let request = try PromptRunner(
      model: model, answer: answer, language: language, settings: settings, keepsText: false
    ).request(source.system.map { .messages([Message(.system, $0)]) } ?? .prompt(""), connection, in: context)
    let dialect = Upstream(connection).dialect
    // What is true of every row is refused before anything is read.
    try ModelsClient.refuse(dialect.limits(of: request, streamed: false))
    let connection = connection
    return PromptFields(request: request, system: source.system, dialect: dialect) { name in
      try context.model(name, connection)
    }
  }

  private func describe(_ fields: PromptFields, in context: Context, _ notes: Notes) async throws {
    let (feed, _) = try rows.records(in: context, notes, fields.item)
    let models = try Connection(connection, in: context).models
    try await DryRunService.all(of: feed, from: rows.inputName) { rows in
      for row in rows { _ = try await models.chat(row.request) }
    }
  }

  /// All that decides how the output looks, beside what is said of rows.
  private func resumeFingerprint(_ fields: PromptFields, _ judge: AnswerJudge) throws -> JSONObject {
    [
      "command": "generate", "request": .object(fields.request.fingerprint),
      "rows": .string("\(rows.format(otherwise: .jsonl))"),
      "schema": judge.schema.map { .object($0.schema) } ?? .null,
      "max_toxicity": judge.toxicityLimit.map { JSONValue($0) } ?? .null,
      "connection": connection.resumeFingerprint,
    ]
  }
}

extension ModelsClient {
  /// One request for the answer to a prompt: rows come one by one.
  fileprivate func answer(_ rows: [PromptRow], _ judge: AnswerJudge) async -> BatchOutcome<AnswerRow> {
    var answer = BatchAnswer<AnswerRow>([])
    for row in rows {
      do {
        let reply = try await chat(row.request)
        answer.results.append(.success(judge.row(reply, asked: row.request.model)))
        answer.tokens += reply.usage?.totalTokens ?? 0
        answer.bytes += reply.body.count
      } catch ModelsFailure.refused(let refusal) where refusal.status == 404 && row.bringsModel {
        // Other rows have other models.
        return .split(ModelsFailure.refused(refusal))
      } catch {
        return BatchOutcome(error)
      }
    }
    return .done(answer)
  }
}

/// What is wrong with answers of a dataset, all of which are written.
enum DatasetFailure: Error {
  case unsafeAnswers(Int, of: Int)
  case unfitAnswers(Int, of: Int)
}
