import ModelsAPI
import Terminal
import Wire

/// What `generate` and `chat` share: one question to a model, its answer printed and remembered.
struct PromptRunner {
  let model: ModelOption
  let fallback: FallbackOption
  let answer: AnswerOptions
  let judge: AnswerJudge
  let language: LocalizationOptions
  let settings: SettingOptions
  let connection: ConnectionOptions
  /// Whether the answer's text is needed when it has been printed.
  let keepsText: Bool

  /// Prints the answer; with `--dry-run` the request is described instead.
  ///
  /// - Parameters:
  ///   - prepare: is called when nothing is left to be refused, before it is asked.
  ///   - record: is given the answer when it has been printed, as far as it could be.
  /// - Throws: ``CommandFailure`` for an answer that does not fit or is not safe, or has no code where that is wanted, and
  ///   what asking throws.
  func ask(
    _ input: ChatRequest.Input, in context: Context, prepare: () -> Void, record: (AnsweredPrompt) -> Void
  ) async throws {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let request = try request(input, in: context)
    notes.doubtSize(of: request, to: connection.dialect)
    let fallback = try context.fallback(fallback, of: model, connection)
    guard !connection.dryRun else {
      if let sentence = fallback.table.sentence(for: request.model) { notes.note(sentence) }
      let dryRun = try DryRun(connection, in: context)
      return try dryRun.describe(request, streams: streams(where: dryRun.streams, context))
    }
    let connection = try Connection(connection, in: context) {
      $0.limits(of: request, streamed: settings.stream ?? false)
    }
    judge.schema?.remark(on: self.connection.dialect, notes)
    try CodeExtraction(answer.extraction)?.prepare()
    prepare()
    let isStreamed = streams(where: connection.streams, context)
    let answered = try await answered(
      request, by: connection, fallback, streamed: isStreamed, in: context, notes)
    // What was streamed stands on the screen when it is whole.
    try tell(answered, isPrinted: isStreamed && !answer.extraction.isWanted, in: context, notes) {
      record(answered)
    }
  }

  /// Asks, and prints what comes piece by piece.
  private func answered(
    _ request: ChatRequest, by connection: Connection, _ fallback: ModelFallback, streamed: Bool,
    in context: Context, _ notes: Notes
  ) async throws -> AnsweredPrompt {
    let (models, spinner) = (connection.models, context.spinner(self.connection.network))
    let start = context.now()
    var times = AnswerTimes(start: start, end: start)
    var requests = 1
    var steps: [ModelFallback.Step] = []
    defer { if steps.isExhausted { tell(steps, answeredBy: nil, notes) } }
    let (asked, first) = try await firstAnswer(
      to: request, by: models, fallback, streamed: streamed, in: context, &steps, &times)
    let reply = try await spinner.spin {
      try await repair.repaired(first, to: asked, by: models) { count, misfits in
        requests = count + 1
        notes.note(
          "the answer does not fit the schema (\(misfits.joined(separator: "; "))): asking again, \(count) of \(repair.limit)"
        )
      }
    }
    times.end = context.now()
    return AnsweredPrompt(
      request: asked, reply: reply, fallbacks: steps, requests: requests + steps.requests, times: times)
  }

  /// What the model says, or one in its place, and the request as that model got it.
  ///
  /// - Parameters:
  ///   - steps: takes down who did not answer.
  ///   - times: takes down when the first word of a stream was there.
  private func firstAnswer(
    to request: ChatRequest, by models: ModelsClient, _ fallback: ModelFallback, streamed: Bool,
    in context: Context, _ steps: inout [ModelFallback.Step], _ times: inout AnswerTimes
  ) async throws -> (ChatRequest, Reply) {
    let spinner = context.spinner(connection.network)
    guard streamed else {
      let (asked, reply) = try await fallback.perform(
        request, by: models, observe: { steps.append($0) },
        attempt: { request, models, _ in try await spinner.spin { try await models.chat(request) } })
      return (asked, reply)
    }
    var page = StreamPrinter(
      on: answer.extraction.isWanted ? .nowhere : context.output, AnswerLook(answer),
      keepsText: keepsText || judge.schema != nil || answer.extraction.isWanted, now: context.now)
    let opened = try await fallback.perform(
      request, by: models, observe: { steps.append($0) },
      attempt: { request, models, hasNext in
        try await spinner.spinToFirstWord(orFailFor: hasNext) { try await models.stream(request) }
      })
    let reply = try await page.print(opened.answer)
    times.firstWord = page.firstWord
    return (opened.request, reply)
  }

  private func tell(
    _ answered: AnsweredPrompt, isPrinted: Bool, in context: Context, _ notes: Notes, record: () -> Void
  ) throws {
    let (asked, reply) = (answered.request.model, answered.reply)
    let printer = AnswerPrinter(options: answer, judge: judge, notes: notes)
    context.reroutes.see(asked, answeredBy: reply.answeringModel)
    context.reroutes.say(notes)
    tell(answered.fallbacks, answeredBy: asked, notes)
    var missing: CommandFailure?
    do {
      defer { record() }
      if !isPrinted { try printer.print(reply, asked: asked, to: context.output) }
    } catch CommandFailure.noCodeBlock(let language, let others) {
      missing = .noCodeBlock(language, languages: others)
    }
    if answer.usage { notes.remark(UsageLine(answered).text) }
    try printer.judge(reply)
    if let missing { throw missing }
  }

  private func tell(_ steps: [ModelFallback.Step], answeredBy answering: ModelName?, _ notes: Notes) {
    let fallbacks = FallbackWatch()
    fallbacks.see(steps, answeredBy: answering)
    fallbacks.say(notes)
  }

  private var repair: AnswerRepair { AnswerRepair(judge: judge, limit: answer.repair?.count ?? 0) }

  /// - Parameter canStream: whether the API can.
  private func streams(where canStream: Bool, _ context: Context) -> Bool {
    // A fence round JSON can be taken off only when its end is there.
    settings.stream
      ?? (canStream && context.output.isTerminal && !answer.isWhole && judge.schema == nil)
  }

  /// - Throws: ``InputFailure`` for what `--request` names, which is read here.
  func request(_ input: ChatRequest.Input, in context: Context) throws -> ChatRequest {
    var request = ChatRequest(
      model: try context.model(model.model, connection), input, settings: settings.generation,
      localization: language.localization, tags: language.tags.object,
      extraFields: try connection.request?.object() ?? [:])
    request.wantsCompletion = settings.completion
    if let schema = judge.schema { request.demand(schema, of: connection.dialect) }
    return request
  }
}

extension ChatRequest {
  /// Asks for a form: the API where it can be asked, else the model, in words behind the prompt. The answer is held
  /// against it all the same.
  mutating func demand(_ schema: AnswerSchema, of dialect: any Dialect) {
    guard let form = schema.form(where: dialect) else {
      settings.responseFormat = schema.format
      return
    }
    switch input {
    case .prompt(let text): input = .prompt("\(text)\n\n\(form.instruction)")
    case .messages: add(instruction: form.instruction)
    }
  }
}

extension AnswerOptions {
  /// Whether nothing can be printed before everything is there.
  var isWhole: Bool { json || raw || extraction.isWanted }

  /// - Throws: ``CommandFailure`` for options that contradict each other.
  func check(_ settings: SettingOptions) throws {
    guard !json || !raw else { throw CommandFailure.conflictingOptions(["--json", "--raw"]) }
    for (option, isGiven) in [("--stream", settings.stream), ("--render", render)] {
      guard isGiven == true, json || raw else { continue }
      throw CommandFailure.conflictingOptions([option, json ? "--json" : "--raw"])
    }
    for (option, isGiven) in [("--schema-formats", schemaFormats), ("--repair", repair != nil)] {
      guard isGiven, schema == nil else { continue }
      throw CommandFailure.unusableOption(option, reason: "it is for answers with a schema: --schema")
    }
    // What has been printed cannot be taken back.
    if settings.stream == true, repair != nil {
      throw CommandFailure.conflictingOptions(["--repair", "--stream"])
    }
    try checkExtraction()
  }

  /// - Throws: ``CommandFailure`` where code is wanted and something else than an answer's text, too.
  private func checkExtraction() throws {
    guard let option = extraction.option else { return }
    guard !extraction.last || extraction.folder == nil else {
      throw CommandFailure.conflictingOptions(["--extract-last", "--extract-all"])
    }
    let others = [
      ("--json", json), ("--raw", raw), ("--schema", schema != nil), ("--render", render == true),
    ]
    if let other = others.first(where: \.1)?.0 { throw CommandFailure.conflictingOptions([option, other]) }
  }
}
