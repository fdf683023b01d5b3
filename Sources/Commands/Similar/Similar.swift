import CommandTree
import ModelsAPI
import RowEngine
import Wire

/// Finds the texts of a file of vectors that are nearest to another text.
struct Similar: CallingCommand {
  var text: [String] = []
  var vectors: String?
  var count = BatchSize(10)
  var json = false
  var model = EmbeddingModelOption()
  var language = LocalizationOptions()
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "similar", "Find the nearest texts in a file of vectors.",
      discussion: """
        Turns the text, which is the operands joined by spaces or else standard input, into a vector, and prints the \
        rows of the file that are nearest to it: the cosine similarity (1 is the same direction, 0 has nothing in \
        common), the row's id and, where `embed --keep-text` kept it, its text.

        The file is what `embed` has written, in any of its formats, with the same model. It is read from its beginning \
        to its end without being held in memory.
        """,
      examples: [
        Example(
          "sfmodels embed --emulator --keep-text 'the cat sleeps' 'a dog barks' >vectors.jsonl",
          "Make a small file of vectors without an org or a network."),
        Example("sfmodels similar --emulator 'my cat' --in vectors.jsonl", "Look for what is nearest."),
        Example("sfmodels similar 'late delivery' --in tickets.npy -k 3", "See only the three nearest."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.text, "TEXT", help: "What to look for."),
      .option(
        \.vectors, "in", value: "FILE", completion: .file,
        help: "The file of vectors, as embed writes them; needed."),
      .option(\.count, "count", "k", value: "N", help: "How many rows to print."),
      .flag(\.json, "json", help: "Print an object for each row."),
      .group(\.model), .group(\.language), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    guard let vectors else { throw SimilarFailure.noFile }
    let request = try request(in: context)
    let file = try VectorFile(vectors == "-" ? "/dev/stdin" : vectors)
    guard !connection.dryRun else { return try DryRun(connection, in: context).describe(request) }
    let connection = try Connection(connection, in: context) { $0.limits(of: request) }
    let reply = try await connection.models.embed(request)
    context.reroutes.see(request.model, answeredBy: reply.answeringModel)
    context.reroutes.say(connection.notes)
    guard let embedding = reply.embeddings.first else { return }
    guard let query = VectorQuery(json: embedding.json) else { throw SimilarFailure.noDirection }
    let found = try file.nearest(to: query, limit: count.count)
    if found.isEmpty { connection.notes.note("there are no vectors in '\(vectors)'") }
    for line in json ? found.map(\.json.text) : NeighbourTable(found).lines { try context.output.line(line) }
  }

  private func request(in context: Context) throws -> EmbeddingRequest {
    EmbeddingRequest(
      model: try context.model(model.model, connection), inputs: [try query(in: context)],
      localization: language.localization, tags: language.tags.object,
      extraFields: try connection.request?.object() ?? [:])
  }

  private func query(in context: Context) throws -> String {
    let words = text.joined(separator: " ")
    guard words.isBlank else { return words }
    guard text.isEmpty, context.input.kind == .redirected, vectors != "-" else { throw SimilarFailure.noText }
    let bytes = try context.input.readAll(upTo: .prompt) {
      Notes(context.errors, isQuiet: connection.network.quiet).note("waiting for a text on standard input")
    }
    let input = try Input.text(in: bytes, of: "-")
    guard !input.isBlank else { throw SimilarFailure.noText }
    return input
  }
}

/// What `similar` lacks.
enum SimilarFailure: Error {
  case noText
  case noFile
  /// The service's vector for the text has no length.
  case noDirection
}
