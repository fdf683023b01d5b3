import ModelsAPI
import RowEngine
import Wire

/// Submits the feedback of a list.
struct FeedbackRowJob: RowJob {
  let rows: RowOptions
  let connection: ConnectionOptions
  let usage = RowUsage()
  private let fields: FeedbackFields
  /// Whether nobody asked for receipts.
  private let isSilent: Bool

  /// - Throws: ``CommandFailure`` for what makes sense for a single generation only, ``ModelsFailure`` for what is true
  ///   of every row and cannot be done, ``InputFailure``.
  init(_ command: FeedbackCommand) throws {
    try command.checkRows()
    rows = command.rows
    connection = command.connection
    isSilent = !command.json && rows.output == nil
    fields = FeedbackFields(feedback: try command.feedback(on: ""), dialect: connection.dialect)
    // What is true of every row is refused before anything is read; a verdict they may bring themselves.
    var judged = fields.feedback
    judged.verdict = .good
    try ModelsClient.refuse(fields.dialect.limits(of: judged))
  }

  var commandName: String { "feedback" }
  var model: ModelName? { nil }
  var askedFields: AskedFields { FeedbackFields.asked }

  func item(_ row: Row) -> RowItem<Feedback> { fields.item(row) }
  func makeSink() -> any RowSink<Feedback, FeedbackReceipt> { ReceiptSink(isSilent: isSilent) }

  /// One request for each feedback: rows come one by one.
  func call(_ models: ModelsClient, _ rows: [Feedback]) async -> BatchOutcome<FeedbackReceipt> {
    var answer = BatchAnswer<FeedbackReceipt>([])
    for row in rows {
      do {
        let receipt = try await models.submit(row)
        usage.add(nil)
        answer.results.append(.success(receipt))
        answer.bytes += receipt.body.count
      } catch {
        return BatchOutcome(error)
      }
    }
    return .done(answer)
  }

  func describe(_ rows: [Feedback], with dryRun: DryRun) throws {
    for row in rows { try dryRun.describe(row) }
  }

  var fingerprint: JSONObject {
    var options: JSONObject = ["command": "feedback"]
    options.merge(fields.feedback.fingerprint)
    return options
  }
}

extension FeedbackCommand {
  /// - Throws: ``CommandFailure`` for what makes sense for a single generation only.
  fileprivate func checkRows() throws {
    let others = [("GENERATION", generation != nil), ("--last", last), ("--id", id != nil)]
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions(["--from", other]) }
  }
}
