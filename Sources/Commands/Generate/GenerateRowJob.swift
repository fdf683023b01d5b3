import FoundationEssentials
import ModelsAPI
import RowEngine
import Wire

/// Answers each prompt of a dataset.
struct GenerateRowJob: RowJob {
  let rows: RowOptions
  let records: RecordOptions?
  let connection: ConnectionOptions
  let usage = RowUsage()
  private let fields: PromptFields
  let judge: AnswerJudge
  let layout: AnswerLayout
  private let evaluation: EvaluationOptions
  let embeddingModel: ModelName
  private let earlier: EarlierRun?
  /// Where GitHub shows what a step has come to.
  private let stepSummary: String?
  private let redaction: Redaction
  private let idField: String?
  let now: @Sendable () -> Date
  let budget: RequestBudget
  let repair: AnswerRepair
  private let assertsFormats: Bool
  let reroutes: RerouteWatch
  let fallback: ModelFallback
  let fallbacks = FallbackWatch()
  let tellsUsage: Bool
  let sizes: PromptSizeWatch

  /// - Throws: ``CommandFailure`` for what makes sense for a single prompt only, ``ModelsFailure`` for what is true of
  ///   every row and cannot be done, ``InputFailure``.
  init(_ command: Generate, _ judge: AnswerJudge, in context: Context) throws {
    try command.checkRows()
    rows = command.rows
    records = command.records
    connection = command.connection
    self.judge = judge
    layout = try AnswerLayout(command, judge)
    evaluation = command.evaluation
    embeddingModel = try context.model(evaluation.embeddingModel, connection)
    earlier = try evaluation.compare.map { try EarlierRun($0) }
    stepSummary = context.variable("GITHUB_STEP_SUMMARY")
    redaction = context.redaction
    idField = command.idField
    now = context.now
    fallback = try context.fallback(command.fallback, of: command.model, connection)
    let asked = fallback.table.chain(from: try context.model(command.model.model, connection))
    budget = try command.budget(asking: asked.count)
    repair = AnswerRepair(judge: judge, limit: command.answer.repair?.count ?? 0)
    assertsFormats = command.answer.schemaFormats
    tellsUsage = command.answer.usage
    reroutes = context.reroutes
    sizes = PromptSizeWatch(Notes(context.errors, isQuiet: connection.network.quiet))
    fields = try PromptFields(command, judge, in: context)
    if case .similar = evaluation.match {
      try ModelsClient.refuse(fields.dialect.limits(of: EmbeddingRequest(model: embeddingModel, inputs: [])))
    }
  }

  var commandName: String { "generate" }
  var model: ModelName? { fields.request.model }
  var askedFields: AskedFields { layout.kept.added(to: fields.asked) }
  var outputFormat: String { layout.format.rawValue }
  var outputFormatOption: String? { "--output-format" }
  var isResumable: Bool { layout.format != .json }
  var otherInputs: [String] { evaluation.compare.map { [$0] } ?? [] }
  var reports: [String] { evaluation.reports.map(\.path) }
  var listEnding: String? { needsList ? "verdicts" : nil }
  var needsList: Bool { judge.isEvaluating }
  var keepsRecord: Bool { judge.isEvaluating || judge.schema != nil || judge.toxicityLimit != nil }

  func input(in context: Context, _ notes: Notes) throws -> RowInput {
    let input = try RowInput.open(for: self, in: context, notes)
    guard evaluation.repeats else { return input }
    return RowInput(source: RepeatedRows(input.source, times: evaluation.times), bytes: input.bytes)
  }

  func item(_ row: Row) -> RowItem<PromptRow> {
    let item = fields.item(row)
    if case .success(let prompt) = item.content {
      sizes.see(prompt.request, row: item.number, to: fields.dialect)
    }
    return item
  }

  func remark() { sizes.sayOthers() }

  func makeSink() -> any RowSink<PromptRow, AnswerRow> { AnswerSink(layout, hiding: redaction) }

  func describe(_ rows: [PromptRow], with dryRun: DryRun) throws {
    for row in rows { try dryRun.describe(row.request, streams: false) }
  }

  func abandon(_ notes: Notes) { fallbacks.say(notes) }

  func conclude(_ ending: RowsEnding, _ notes: Notes) throws {
    let verdicts = AnswerVerdicts(ending.state)
    reroutes.say(notes)
    fallbacks.say(notes)
    func share(_ count: Int) -> String {
      let answers = RowMessages.count(verdicts.all, "answer")
      return "\(RowMessages.number(count)) of \(answers) \(count == 1 ? "is" : "are")"
    }
    if verdicts.cutOff > 0 { notes.warn("\(share(verdicts.cutOff)) cut off: the limit of tokens is reached") }
    if verdicts.filtered > 0 { notes.warn("\(share(verdicts.filtered)) filtered by the service") }
    let evaluation = try ending.list.map { try evaluated(VerdictRecord($0), notes) }
    if verdicts.unsafe > 0 {
      throw DatasetFailure.unsafeAnswers(verdicts.unsafe, of: verdicts.all, areRefused: layout.members != nil)
    }
    if let evaluation, let needed = evaluation.neededRate, !evaluation.passes {
      throw DatasetFailure.fewPassed(evaluation.summary.passed, of: evaluation.summary.cases, needed: needed)
    }
    // In an evaluation that is a case that fails.
    if verdicts.unfit > 0, !judge.isEvaluating {
      throw DatasetFailure.unfitAnswers(verdicts.unfit, of: verdicts.all)
    }
  }

  /// Says how the cases went, and writes the reports.
  private func evaluated(_ record: VerdictRecord, _ notes: Notes) throws -> Evaluation {
    let done = Evaluation(
      input: rows.inputName, model: fields.request.model.text, repetitions: evaluation.times,
      neededRate: evaluation.minPass?.value, summary: try EvaluationSummary(record),
      comparison: try earlier.map { try RunComparison(record, with: $0) }, record: record)
    done.say(notes)
    for report in evaluation.reports { try done.write(report) }
    let pages = evaluation.reports.filter { $0.kind == .markdown }.map(\.path)
    if let stepSummary, !pages.isEmpty, !pages.contains(where: { OutputPaths.areSame($0, stepSummary) }) {
      try done.appendMarkdown(to: stepSummary)
    }
    return done
  }

  /// Says who is asked when a model does not answer, for those who only want to see what would be sent.
  func describeFallbacks(_ notes: Notes) {
    if let sentence = fallback.table.sentence(for: fields.request.model) { notes.note(sentence) }
  }

  var fingerprint: JSONObject {
    var options: JSONObject = ["command": "generate"]
    options.merge(fields.request.fingerprint)
    let others = fallback.table.chain(from: fields.request.model).dropFirst()
    if !others.isEmpty { options["fallback"] = .array(others.map { .string($0.text) }) }
    if let template = fields.template { options[template.option] = template.fingerprint }
    options.set("schema", judge.schema.map { .object($0.document) })
    if assertsFormats { options["schema_formats"] = true }
    if repair.limit > 0 { options["repair"] = JSONValue(repair.limit) }
    options.set("max_toxicity", judge.toxicityLimit.map { JSONValue($0) })
    options.set("id_field", idField.map { .string($0) })
    options.merge(layout.fingerprint)
    options.merge(evaluation.fingerprint(embeddingModel))
    return options
  }
}

extension EvaluationOptions {
  /// What makes an output another one: thresholds do not, they are held against what is there.
  fileprivate func fingerprint(_ embeddingModel: ModelName) -> JSONObject {
    var options: JSONObject = [:]
    options.set("expect_field", expectField.map { .string($0) })
    options.set("match", match.map { .string($0.argument) })
    if case .similar = match { options["embedding_model"] = .string(embeddingModel.text) }
    if repeats { options["repeat"] = JSONValue(times) }
    // Each row says whether it passes then.
    if expectField == nil, !repeats, isWanted { options["report"] = true }
    return options
  }
}
