import ModelsAPI
import RowEngine
import Wire

/// Answers each prompt of a dataset.
struct GenerateRowJob: RowJob {
  let rows: RowOptions
  let connection: ConnectionOptions
  let usage = RowUsage()
  private let fields: PromptFields
  private let judge: AnswerJudge
  private let layout: AnswerLayout
  private let repair: AnswerRepair
  private let assertsFormats: Bool
  private let reroutes: RerouteWatch
  private let sizes: PromptSizeWatch

  /// - Throws: ``CommandFailure`` for what makes sense for a single prompt only, ``ModelsFailure`` for what is true of
  ///   every row and cannot be done, ``InputFailure``.
  init(_ command: Generate, _ judge: AnswerJudge, in context: Context) throws {
    try command.checkRows()
    rows = command.rows
    connection = command.connection
    self.judge = judge
    layout = try AnswerLayout(command, judge)
    repair = AnswerRepair(judge: judge, limit: command.answer.repair?.count ?? 0)
    assertsFormats = command.answer.schemaFormats
    reroutes = context.reroutes
    // They come while a progress line is drawn.
    let errors = context.errors.clearingLine(for: context.environment["TERM"])
    sizes = PromptSizeWatch(Notes(errors, isQuiet: connection.network.quiet))
    fields = try PromptFields(command, judge, in: context)
  }

  var commandName: String { "generate" }
  var model: ModelName? { fields.request.model }
  var askedFields: AskedFields { layout.kept.added(to: fields.asked) }
  var outputFormat: String { layout.format.rawValue }
  var outputFormatOption: String? { "--output-format" }
  var isResumable: Bool { layout.format != .json }

  func item(_ row: Row) -> RowItem<PromptRow> {
    let item = fields.item(row)
    if case .success(let prompt) = item.content {
      sizes.see(prompt.request, row: item.number, to: fields.dialect)
    }
    return item
  }

  func remark() { sizes.sayOthers() }

  func makeSink() -> any RowSink<PromptRow, AnswerRow> { AnswerSink(layout) }

  /// One request for the answer to a prompt: rows come one by one.
  func call(_ models: ModelsClient, _ rows: [PromptRow]) async -> BatchOutcome<AnswerRow> {
    var answer = BatchAnswer<AnswerRow>([])
    for row in rows {
      do {
        let first = try await models.chat(row.request)
        let reply = try await repair.repaired(first, to: row.request, by: models) { _, _ in usage.add(nil) }
        usage.add(reply.usage)
        reroutes.see(row.request.model, answeredBy: reply.answeringModel)
        answer.results.append(result(of: reply, to: row))
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

  /// What stands in columns only has no place for what is wrong with it.
  private func result(of reply: Reply, to row: PromptRow) -> Result<AnswerRow, any Error> {
    guard layout.members != nil else { return .success(judge.row(reply, asked: row.request.model)) }
    let unsafe = judge.unsafeReasons(reply)
    guard unsafe.isEmpty else { return .failure(CommandFailure.unsafeAnswer(unsafe)) }
    let misfits = judge.misfits(of: judge.unfenced(reply))
    guard misfits.isEmpty else { return .failure(CommandFailure.unfitAnswer(misfits)) }
    return .success(judge.row(reply, asked: row.request.model))
  }

  func describe(_ rows: [PromptRow], with dryRun: DryRun) throws {
    for row in rows { try dryRun.describe(row.request, streams: false) }
  }

  func conclude(_ state: JSONObject, _ notes: Notes) throws {
    let verdicts = AnswerVerdicts(state)
    reroutes.say(notes)
    func share(_ count: Int) -> String {
      let answers = RowMessages.count(verdicts.all, "answer")
      return "\(RowMessages.number(count)) of \(answers) \(count == 1 ? "is" : "are")"
    }
    if verdicts.cutOff > 0 { notes.warn("\(share(verdicts.cutOff)) cut off: the limit of tokens is reached") }
    if verdicts.filtered > 0 { notes.warn("\(share(verdicts.filtered)) filtered by the service") }
    if verdicts.unsafe > 0 {
      throw DatasetFailure.unsafeAnswers(verdicts.unsafe, of: verdicts.all, areRefused: layout.members != nil)
    }
    if verdicts.unfit > 0 { throw DatasetFailure.unfitAnswers(verdicts.unfit, of: verdicts.all) }
  }

  var fingerprint: JSONObject {
    var options: JSONObject = ["command": "generate"]
    options.merge(fields.request.fingerprint)
    options.set("template", fields.template?.fingerprint)
    options.set("schema", judge.schema.map { .object($0.document) })
    if assertsFormats { options["schema_formats"] = true }
    if repair.limit > 0 { options["repair"] = JSONValue(repair.limit) }
    options.set("max_toxicity", judge.toxicityLimit.map { JSONValue($0) })
    options.merge(layout.fingerprint)
    return options
  }
}

/// What is wrong with answers of a dataset.
enum DatasetFailure: Error {
  /// Those that stand in columns only are refused, and not written.
  case unsafeAnswers(Int, of: Int, areRefused: Bool)
  case unfitAnswers(Int, of: Int)
}

extension Generate {
  /// - Throws: ``CommandFailure`` for what makes sense for a single prompt only.
  fileprivate func checkRows() throws {
    let others = [
      ("PROMPT", !prompt.isEmpty), ("--file", !source.files.isEmpty), ("--raw", answer.raw),
      ("--no-input", source.noInput && rows.inputName == "-"), ("--render", answer.render == true),
      ("--stream", settings.stream == true), ("--show-safety", answer.showSafety),
    ]
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions(["--from", other]) }
    guard !columns || (settings.generation.numberOfGenerations ?? 1) == 1 else {
      throw CommandFailure.conflictingOptions(["--columns", "--num-generations"])
    }
    guard rowPrompt == nil else {
      guard template.template == nil else {
        throw CommandFailure.conflictingOptions(["--prompt", "--template"])
      }
      return
    }
    try template.check()
  }
}
