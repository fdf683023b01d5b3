import ModelsAPI
import Wire

/// What `generate` and `chat` share: one question to a model, its answer printed and remembered.
struct PromptRunner {
  let model: ModelOption
  let answer: AnswerOptions
  let language: LocalizationOptions
  let settings: SettingOptions
  /// Whether the answer's text is needed when it has been printed.
  let keepsText: Bool

  /// - Returns: the answer, which was printed.
  @discardableResult
  func ask(
    _ input: ChatRequest.Input, _ options: ConnectionOptions, in context: Context, _ notes: Notes
  ) async throws -> Reply {
    let request = try request(input, options, in: context)
    let connection = try Connection(options, in: context) {
      $0.limits(of: request, streamed: settings.stream ?? false)
    }
    let printer = AnswerPrinter(options: answer, notes: notes)
    let streams = settings.stream ?? (connection.streams && context.output.isTerminal && !answer.isWhole)
    let reply: Reply
    if streams {
      var page = StreamPrinter(
        on: context.output, isStyled: answer.render ?? false, keepsText: keepsText || answer.schema != nil)
      reply = try await page.print(connection.models.stream(request))
    } else {
      reply = try await connection.models.chat(request)
    }
    if connection.keepsHistory { LastGeneration(reply)?.keep(for: connection.profile, in: context) }
    notes.reroute(from: request.model, to: reply.answeringModel)
    if !streams { try printer.print(reply, asked: request.model, to: context.output) }
    try printer.judge(reply)
    return reply
  }

  func request(
    _ input: ChatRequest.Input, _ options: ConnectionOptions, in context: Context
  ) throws -> ChatRequest {
    var request = ChatRequest(
      model: try context.model(model.model, options), input, settings: settings.generation,
      localization: language.localization, tags: language.tags.object,
      extraFields: try options.request?.object() ?? [:])
    request.wantsCompletion = settings.completion
    if let schema = answer.schema, options.api == .llmg {
      // The Models REST API cannot ask for a form; the answer is held against it all the same.
      request.settings.responseFormat = .jsonSchema(
        name: "answer", schema: try AnswerSchema(file: schema).schema, isStrict: nil)
    }
    return request
  }
}

extension AnswerOptions {
  /// Whether nothing can be printed before everything is there.
  var isWhole: Bool { json || raw }

  /// - Throws: ``CommandFailure`` for options that contradict each other, and for a schema that cannot be read.
  func check(_ settings: SettingOptions) throws {
    guard !json || !raw else { throw CommandFailure.conflictingOptions(["--json", "--raw"]) }
    for (option, isGiven) in [("--stream", settings.stream), ("--render", render)] {
      guard isGiven == true, isWhole else { continue }
      throw CommandFailure.conflictingOptions([option, json ? "--json" : "--raw"])
    }
    if let schema { _ = try AnswerSchema(file: schema) }
  }
}

extension Notes {
  /// Says so when a name that the service has retired was answered by another model.
  func reroute(from asked: ModelName, to answering: String?) {
    guard let target = Catalogue.successor(of: asked) else { return }
    note("\(asked) is retired; \(answering ?? target) answered in its place")
  }
}
