import ModelsAPI
import RowEngine
import Wire

/// Turns each text into a vector.
struct EmbedRowJob: RowJob {
  private let command: Embed
  /// Everything but the texts.
  private let request: EmbeddingRequest
  private let fields: TextFields
  private let reroutes: RerouteWatch
  let usage = RowUsage()

  /// - Throws: ``InputFailure`` for what `--request` names.
  init(_ command: Embed, in context: Context) throws {
    self.command = command
    reroutes = context.reroutes
    request = EmbeddingRequest(
      model: try context.model(command.model.model, command.connection), inputs: [],
      localization: command.language.localization, tags: command.language.tags.object,
      extraFields: try command.connection.request?.object() ?? [:])
    fields = TextFields(
      idField: command.idField, text: try RowText(command.textField ?? "text"),
      areRecords: command.records.soql != nil, operands: command.texts.count, files: command.files)
  }

  var commandName: String { "embed" }
  var model: ModelName? { request.model }
  var rows: RowOptions { command.rows }
  var connection: ConnectionOptions { command.connection }
  var records: RecordOptions? { command.records }
  var toldFormat: RowFormat? { command.toldRowFormat }
  var defaultFormat: RowFormat { .lines }
  var askedFields: AskedFields {
    (command.keepFields ?? .none).added(
      to: AskedFields(
        required: fields.text.names.map { [$0] } + (command.idField.map { [[$0]] } ?? []), optional: ["id"]))
  }
  var outputFormat: String { command.format.name }
  var outputFileFormat: String { command.format.fileName ?? command.format.name }
  var outputFormatOption: String? { "--format" }
  var limits: BatchLimits { BatchLimits(rows: command.batchSize.count) }
  var isListed: Bool { command.isListed }
  var listedFiles: [String] { command.files }
  var listEnding: String? { command.format.hasIDs ? "ids" : nil }
  var isResumable: Bool { command.format.isResumable }

  func input(in context: Context, _ notes: Notes) throws -> RowInput {
    guard isListed else { return try RowInput.open(for: self, in: context, notes) }
    return RowInput(source: ListedTexts(command.texts, files: command.files), bytes: nil)
  }

  func item(_ row: Row) -> RowItem<String> { fields.item(row) }
  func makeSink() -> any RowSink<String, Vector> {
    command.format.makeSink(command.keepText, command.keepFields ?? .none)
  }
  func echo(_ text: String) -> JSONObject { ["text": .string(text)] }

  func call(_ models: ModelsClient, _ texts: [String]) async -> BatchOutcome<Vector> {
    do {
      let reply = try await models.embed(request(for: texts))
      usage.add(reply.usage)
      reroutes.see(request.model, answeredBy: reply.answeringModel)
      guard reply.embeddings.count == texts.count else {
        // It was paid for all the same.
        return .after(
          requests: 0, tokens: reply.usage?.totalTokens ?? 0,
          .split(
            ModelsFailure.wrongNumberOfEmbeddings(
              expected: texts.count, received: reply.embeddings.count, requestID: reply.requestID)))
      }
      return .done(
        BatchAnswer(
          reply.embeddings.map { .success(Vector(json: $0.json, dimensions: $0.dimensions)) },
          tokens: reply.usage?.totalTokens ?? 0, bytes: reply.body.count))
    } catch let failure as ModelsFailure where failure.isAboutVectors {
      // One text may be to blame, and the others get their vectors without it.
      return .split(failure)
    } catch {
      return BatchOutcome(error)
    }
  }

  func conclude(_ ending: RowsEnding, _ notes: Notes) { reroutes.say(notes) }

  func describe(_ texts: [String], with dryRun: DryRun) throws { try dryRun.describe(request(for: texts)) }

  private func request(for texts: [String]) -> EmbeddingRequest {
    var request = request
    request.inputs = texts
    return request
  }
}

extension EmbedRowJob {
  var fingerprint: JSONObject {
    var options: JSONObject = ["command": "embed"]
    options.merge(request.fingerprint)
    options["format"] = .string(command.format.name)
    let flags = [
      ("keep_text", command.keepText), ("whole", command.whole), ("null", command.nullSeparated),
    ]
    for (name, isSet) in flags where isSet { options[name] = true }
    options.set("id_field", command.idField.map { .string($0) })
    options.set("text_field", command.textField.map { .string($0) })
    options.set("keep_fields", command.keepFields.map { .string($0.argument) })
    return options
  }
}
