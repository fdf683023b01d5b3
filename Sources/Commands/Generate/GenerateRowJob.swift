import CompatibleServer
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
  private let judge: AnswerJudge
  private let layout: AnswerLayout
  private let evaluation: EvaluationOptions
  private let embeddingModel: ModelName
  private let earlier: EarlierRun?
  /// Where GitHub shows what a step has come to.
  private let stepSummary: String?
  private let redaction: Redaction
  private let idField: String?
  private let now: @Sendable () -> Date
  let budget: RequestBudget
  private let repair: AnswerRepair
  private let assertsFormats: Bool
  private let reroutes: RerouteWatch
  private let fallback: ModelFallback
  private let fallbacks = FallbackWatch()
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
    let similarity = try await similarity(of: reply, to: row, models, &answer)
    answer.bytes += reply.body.count
    var judged = judge.row(reply, to: row, similarity: similarity)
    judged.milliseconds = Int((now().timeIntervalSince(start) * 1000).rounded())
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
    }
    let (request, reply) = try await fallback.perform(
      row.request, by: models, observe: { steps.append($0) },
      attempt: { request, models in try await models.chat(request) })
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

  func describe(_ rows: [PromptRow], with dryRun: DryRun) throws {
    for row in rows { try dryRun.describe(row.request, streams: false) }
  }

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

/// What is wrong with answers of a dataset.
enum DatasetFailure: Error {
  /// Those that stand in columns only are refused, and not written.
  case unsafeAnswers(Int, of: Int, areRefused: Bool)
  case unfitAnswers(Int, of: Int)
  /// Fewer than the share that `--min-pass` demands.
  case fewPassed(Int, of: Int, needed: Double)
}

extension Generate {
  /// - Throws: ``CommandFailure`` where it does not reach for a single row.
  ///
  /// - Parameter models: how many may be asked, one in the place of another.
  fileprivate func budget(asking models: Int) throws(CommandFailure) -> RequestBudget {
    var most = models + (answer.repair?.count ?? 0)
    if case .similar = evaluation.match { most += 1 }
    if let maxRequests, maxRequests.count < most {
      throw .unusableOption("--max-requests", reason: "a single row may take \(most) requests")
    }
    return RequestBudget(
      requests: maxRequests?.count, tokens: maxTokensTotal?.count, requestsPerBatch: most)
  }

  /// - Throws: ``CommandFailure`` for what makes sense for a single prompt only.
  fileprivate func checkRows() throws {
    let others = [
      ("PROMPT", !prompt.isEmpty), ("--file", !source.files.isEmpty), ("--raw", answer.raw),
      ("--no-input", source.noInput && records.soql == nil && rows.inputName == "-"),
      ("--render", answer.render == true),
      ("--stream", settings.stream == true), ("--show-safety", answer.showSafety),
      (answer.extraction.option ?? "", answer.extraction.isWanted),
    ]
    let source = records.soql == nil ? "--from" : "--soql"
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions([source, other]) }
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
