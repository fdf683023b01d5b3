import ModelsAPI
import RowEngine
import Wire

extension Embed {
  /// Whether the texts stand on the command line.
  var isListed: Bool { !texts.isEmpty || !files.isEmpty }

  func check() throws {
    var ways = [nullSeparated ? "--null" : nil, whole ? "--whole" : nil].compactMap { $0 }
    if let format = rows.inputFormat, format != .lines { ways.append("--input-format") }
    guard ways.count < 2 else { throw CommandFailure.conflictingOptions(ways) }
    try checkInput()
    guard format != .npy || rows.output.map({ $0 != "-" }) ?? connection.dryRun else {
      throw CommandFailure.unusableOption(
        "--format", reason: "npy needs a file: --output; its head tells how many rows it has")
    }
    guard format != .npy || !keepText else {
      throw CommandFailure.unusableOption("--keep-text", reason: "npy holds numbers only")
    }
    for path in files { try Input.checkReadable(path) }
  }

  /// - Throws: ``CommandFailure`` for options that would be left without effect.
  private func checkInput() throws {
    let fields = [("--id-field", idField != nil), ("--text-field", textField != nil)]
    let others = [
      ("--from", rows.from != nil), ("--null", nullSeparated), ("--whole", whole && files.isEmpty),
      ("--input-format", rows.inputFormat != nil),
    ]
    if isListed, let other = (others + fields).first(where: \.1)?.0 {
      throw CommandFailure.conflictingOptions([other, files.isEmpty ? "texts as operands" : "--file"])
    }
    guard ![.jsonl, .csv].contains(rowFormat), let field = fields.first(where: \.1)?.0 else { return }
    throw CommandFailure.unusableOption(
      field, reason: "only rows of JSON Lines and CSV have fields: --input-format")
  }

  func request(in context: Context) throws -> EmbeddingRequest {
    EmbeddingRequest(
      model: try context.model(model.model, connection), inputs: [], localization: language.localization,
      tags: language.tags.object, extraFields: try connection.request?.object() ?? [:])
  }

  /// The texts, in batches.
  func feed(
    in context: Context, _ notes: Notes
  ) throws -> (feed: RowFeed<String>, bytes: Int?) {
    let fields = TextFields(idField: idField, textField: textField, operands: texts.count, files: files)
    let (limits, shard) = (BatchLimits(rows: batchSize.count), rows.shard?.shard ?? .whole)
    if isListed {
      let source = ListedTexts(texts, files: files)
      return (RowFeed(source, shard: shard, limits) { fields.item($0) }, nil)
    }
    let input = try RowInput.open(rows.inputName, rowFormat, in: context, notes)
    return (RowFeed(input.source, shard: shard, limits) { fields.item($0) }, input.bytes)
  }

  private var rowFormat: RowFormat { whole ? .whole : nullSeparated ? .nullSeparated : rows.format }

  /// All that decides how the output looks, beside what is said of rows.
  func resumeFingerprint(_ request: EmbeddingRequest) -> JSONObject {
    [
      "command": "embed", "request": .object(request.fingerprint), "format": .string(format.rawValue),
      "keep_text": .bool(keepText), "texts": .string("\(rowFormat)"), "id_field": .string(idField ?? ""),
      "text_field": .string(textField ?? ""), "connection": connection.resumeFingerprint,
    ]
  }
}

extension ModelsClient {
  /// One request for the vectors of some texts.
  func vectors(of texts: [String], _ request: EmbeddingRequest) async -> BatchOutcome<Vector> {
    var request = request
    request.inputs = texts
    do {
      let reply = try await embed(request)
      guard reply.embeddings.count == texts.count else {
        return .stop(
          ModelsFailure.wrongNumberOfEmbeddings(
            expected: texts.count, received: reply.embeddings.count, requestID: reply.requestID))
      }
      return .done(
        BatchAnswer(
          reply.embeddings.map { .success(Vector(json: $0.json, dimensions: $0.dimensions)) },
          tokens: reply.usage?.totalTokens ?? 0, bytes: reply.body.count))
    } catch {
      return BatchOutcome(error)
    }
  }
}
