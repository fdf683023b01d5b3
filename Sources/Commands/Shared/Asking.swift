import ModelsAPI
import Wire

/// What `generate` and `chat` share: one question to a model, its answer printed and remembered.
struct Asking {
  let model: ModelOption
  let answer: AnswerOptions
  let language: LocalizationOptions
  let settings: SettingOptions

  func ask(
    _ input: ChatRequest.Input, _ options: ConnectionOptions, in context: Context, _ notes: Notes
  ) async throws {
    let request = ChatRequest(
      model: try context.model(model.model, options), input, settings: settings.settings,
      localization: language.localization, tags: language.tags.object,
      extraFields: try options.request?.object() ?? [:])
    let connection = try Connection(options, in: context) { $0.limits(of: request) }
    let reply = try await connection.models.chat(request)
    if connection.keepsHistory { LastGeneration(reply)?.keep(for: connection.profile, in: context) }
    notes.reroute(from: request.model, to: reply.answeringModel)
    try AnswerPrinter(options: answer, notes: notes).print(reply, asked: request.model, to: context.output)
  }
}

extension AnswerOptions {
  /// - Throws: ``CommandFailure`` for options that contradict each other, and for a schema that cannot be read.
  func check() throws {
    guard !json || !raw else { throw CommandFailure.conflictingOptions(["--json", "--raw"]) }
    if let schema { _ = try AnswerSchema(file: schema) }
  }
}

extension Notes {
  /// Says so when a name that the service has retired was answered by another model.
  func reroute(from asked: ModelName, to answering: String?) {
    guard let target = Catalogue.reroutes[asked] else { return }
    note("\(asked) is retired; \(answering ?? target) answered in its place")
  }
}
