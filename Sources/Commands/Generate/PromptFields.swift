import CommandTree
import ModelsAPI
import RowEngine
import Wire

/// A prompt of a dataset, ready to be sent.
struct PromptRow: Sendable {
  var request: ChatRequest
  /// Whether the row itself names the model.
  var bringsModel: Bool
  /// What its answer is compared with.
  var expectation: Expectation?
  /// Which time it is asked, from 1; `nil` where rows are asked once.
  var run: Int?
}

/// Finds in a row the prompt and what it says of the way to answer it; for the rest the command's options hold.
struct PromptFields: Sendable {
  /// Everything but the prompt, as the options want it.
  let request: ChatRequest
  let system: String?
  let template: RowTemplate?
  private let schema: AnswerSchema?
  private let evaluation: EvaluationOptions
  /// Must be there when it was asked for.
  private let idField: String?
  let dialect: any Dialect
  /// Whether rows are records of the org, whose ids are theirs by themselves.
  private let areRecords: Bool
  /// What a row may say: a prompt or parts of it, and what options say otherwise.
  let asked: AskedFields

  /// The API name behind a name.
  let model: @Sendable (String) throws -> ModelName

  /// - Throws: ``ModelsFailure`` for what is true of every row and cannot be done, ``InputFailure``.
  init(_ command: Generate, _ judge: AnswerJudge, in context: Context) throws {
    let connection = command.connection
    template = try RowTemplate(command, in: context)
    evaluation = command.evaluation
    idField = command.idField
    let asked =
      template?.asked(beside: Self.optional) ?? AskedFields(required: [["prompt"]], optional: Self.optional)
    self.asked = AskedFields(
      required: asked.required + [evaluation.expectField, idField].compactMap { $0.map { [$0] } },
      optional: asked.optional)
    areRecords = command.records.soql != nil
    system = command.source.system
    schema = judge.schema
    let request = try command.runner(judge).request(
      system.map { .messages([Message(.system, $0)]) } ?? .prompt(""), in: context)
    self.request = request
    dialect = connection.dialect
    model = { try context.model($0, connection) }
    // What is true of every row is refused before anything is read.
    try ModelsClient.refuse(dialect.limits(of: request, streamed: false))
  }

  private static var optional: Set<String> {
    RowFields.spellings(
      ["id", "system", "model", "completion", "tag", "request", "locale", "output_locale", "input_locale"]
        + GenerationSetting.allCases.map(\.declaration.name))
  }

  func item(_ row: Row) -> RowItem<PromptRow> {
    var item = RowItem<PromptRow>(
      number: row.number, id: JSONValue(row.number), content: .failure(RowProblem.empty), size: 0)
    item.repetition = row.repetition
    do {
      let fields = try RowFields(row.content, textIs: "prompt")
      item.record = fields.record
      if areRecords, let id = fields.record.recordIDName { item.id = fields.record[id] ?? item.id }
      item.id = try fields.id(idField) ?? item.id
      var prompt = try prompt(fields)
      prompt.expectation = try evaluation.expectField.map { field throws(RowProblem) in
        try Expectation(field, evaluation.match ?? .exact, in: fields.record)
      }
      if evaluation.repeats { prompt.run = row.repetition }
      try ModelsClient.refuse(dialect.limits(of: prompt.request, streamed: false))
      item.content = .success(prompt)
      item.size = fields.record["prompt"]?.string?.utf8.count ?? 0
    } catch {
      item.content = .failure(error)
    }
    return item
  }

  private func prompt(_ fields: RowFields) throws -> PromptRow {
    let told = try template?.filled(fields) ?? (system: system, text: try fields.requiredText("prompt"))
    let (system, prompt) = (try fields.text("system") ?? told.system, told.text)
    let messages = system.map { [Message(.system, $0), Message(.user, prompt)] }
    var request = request
    request.input = messages.map { .messages($0) } ?? .prompt(prompt)
    if let schema { request.demand(schema, of: dialect) }
    let name = try fields.text("model")
    if let name { request.model = try model(name) }
    try request.take(fields)
    return PromptRow(request: request, bringsModel: name != nil)
  }
}

extension ChatRequest {
  /// Lets a row's fields replace what the options said.
  fileprivate mutating func take(_ fields: RowFields) throws(RowProblem) {
    try settings.take(fields)
    wantsCompletion = try fields.flag("completion") ?? wantsCompletion
    if let more = try fields.object("tag") { tags.merge(more) }
    if let more = try fields.object("request") { extraFields.merge(more) }
    let (locale, outputs) = (try fields.text("locale"), try fields.texts("output_locale"))
    let inputs = try fields.inputLocales()
    guard locale != nil || outputs != nil || inputs != nil else { return }
    var localization = localization ?? Localization(defaultLocale: "en_US")
    localization.defaultLocale = locale ?? localization.defaultLocale
    localization.inputLocales = inputs ?? localization.inputLocales
    localization.expectedLocales = outputs ?? localization.expectedLocales
    self.localization = localization
  }
}

extension RowFields {
  fileprivate func inputLocales() throws(RowProblem) -> [Localization.InputLocale]? {
    guard let texts = try texts("input_locale") else { return nil }
    let locales = texts.compactMap { try? LocaleArgument(argument: $0) }
    guard locales.count == texts.count else {
      throw .wrongType(field: "input_locale", wanted: "a locale such as de_DE or de_DE:0.7")
    }
    return locales.map { Localization.InputLocale($0.locale, probability: $0.probability) }
  }
}
