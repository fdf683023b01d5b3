import CommandTree
import ModelsAPI
import RowEngine
import Wire

extension FeedbackCommand {
  /// Submits the feedback of a list.
  func submitAll(in context: Context) async throws {
    try checkRows()
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let fields = try feedbackFields()
    guard !connection.dryRun else { return try await describe(fields, in: context, notes) }
    let sink = ReceiptSink(isSilent: !json && rows.output == nil)
    let job = RowJob(
      options: rows, network: connection.network, sink: sink, resumeFingerprint: resumeFingerprint(fields))
    try await job.run(in: context) {
      let (feed, bytes) = try rows.records(in: context, notes, fields.item)
      let models = try Connection(connection, in: context, rows: rows.pace(connection.network)).models
      return .init(feed: feed, inputBytes: bytes) { rows in await models.submitAll(rows) }
    }
  }

  /// - Throws: ``CommandFailure`` for what makes sense for a single generation only.
  private func checkRows() throws {
    let others = [("GENERATION", generation != nil), ("--last", last), ("--id", id != nil)]
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions(["--from", other]) }
  }

  private func feedbackFields() throws -> FeedbackFields {
    let feedback = try feedback(on: "")
    let dialect = Upstream(connection).dialect
    // What is true of every row is refused before anything is read; a verdict they may bring themselves.
    var judged = feedback
    judged.verdict = .good
    try ModelsClient.refuse(dialect.limits(of: judged))
    return FeedbackFields(feedback: feedback, dialect: dialect)
  }

  private func describe(_ fields: FeedbackFields, in context: Context, _ notes: Notes) async throws {
    let (feed, _) = try rows.records(in: context, notes, fields.item)
    let models = try Connection(connection, in: context).models
    try await DryRunService.all(of: feed, from: rows.inputName) { rows in
      for row in rows { _ = try await models.submit(row) }
    }
  }

  /// All that decides how the output looks, beside what is said of rows.
  private func resumeFingerprint(_ fields: FeedbackFields) -> JSONObject {
    [
      "command": "feedback", "feedback": .object(fields.feedback.fingerprint),
      "rows": .string("\(rows.format(otherwise: .jsonl))"), "connection": connection.resumeFingerprint,
    ]
  }
}

extension ModelsClient {
  /// One request for each feedback: rows come one by one.
  fileprivate func submitAll(_ rows: [Feedback]) async -> BatchOutcome<FeedbackReceipt> {
    var answer = BatchAnswer<FeedbackReceipt>([])
    for row in rows {
      do {
        let receipt = try await submit(row)
        answer.results.append(.success(receipt))
        answer.bytes += receipt.body.count
      } catch {
        return BatchOutcome(error)
      }
    }
    return .done(answer)
  }
}
