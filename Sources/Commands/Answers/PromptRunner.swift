import ModelsAPI
import Wire

/// What `generate` and `chat` share: one question to a model, its answer printed and remembered.
struct PromptRunner {
  let model: ModelOption
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
  /// - Throws: ``CommandFailure`` for an answer that does not fit or is not safe, and what asking throws.
  func ask(
    _ input: ChatRequest.Input, in context: Context, _ notes: Notes, prepare: () -> Void,
    record: (AnsweredPrompt) -> Void
  ) async throws {
    let request = try request(input, in: context)
    notes.doubtSize(of: request, to: connection.dialect)
    guard !connection.dryRun else {
      let dryRun = try DryRun(connection, in: context)
      return try dryRun.describe(request, streams: streams(where: dryRun.streams, context))
    }
    let connection = try Connection(connection, in: context) {
      $0.limits(of: request, streamed: settings.stream ?? false)
    }
    let printer = AnswerPrinter(options: answer, judge: judge, notes: notes)
    let streams = streams(where: connection.streams, context)
    judge.schema?.remark(on: self.connection.dialect, notes)
    prepare()
    let start = context.now()
    var requests = 1
    let answered: Reply
    if streams {
      var page = StreamPrinter(
        on: context.output, isStyled: answer.render ?? false, keepsText: keepsText || judge.schema != nil)
      answered = try await page.print(connection.models.stream(request))
    } else {
      answered = try await connection.models.chat(request)
    }
    let reply = try await repair.repaired(answered, to: request, by: connection.models) { count, misfits in
      requests = count + 1
      notes.note(
        "the answer does not fit the schema (\(misfits.joined(separator: "; "))): asking again, \(count) of \(repair.limit)"
      )
    }
    let end = context.now()
    context.reroutes.see(request.model, answeredBy: reply.answeringModel)
    context.reroutes.say(notes)
    do {
      defer {
        record(AnsweredPrompt(request: request, reply: reply, requests: requests, time: (start, end)))
      }
      if !streams { try printer.print(reply, asked: request.model, to: context.output) }
    }
    try printer.judge(reply)
  }

  private var repair: AnswerRepair { AnswerRepair(judge: judge, limit: answer.repair?.count ?? 0) }

  /// - Parameter canStream: whether the API can.
  private func streams(where canStream: Bool, _ context: Context) -> Bool {
    // A fence round JSON can be taken off only when its end is there.
    settings.stream ?? (canStream && context.output.isTerminal && !answer.isWhole && judge.schema == nil)
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
  var isWhole: Bool { json || raw }

  /// - Throws: ``CommandFailure`` for options that contradict each other.
  func check(_ settings: SettingOptions) throws {
    guard !json || !raw else { throw CommandFailure.conflictingOptions(["--json", "--raw"]) }
    for (option, isGiven) in [("--stream", settings.stream), ("--render", render)] {
      guard isGiven == true, isWhole else { continue }
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
  }
}
