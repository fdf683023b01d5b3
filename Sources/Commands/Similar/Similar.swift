import CommandTree
import ModelsAPI
import RowEngine
import Wire

/// Finds the texts of a file of vectors that are nearest to another text.
struct Similar: CallingCommand {
  var text: [String] = []
  var vectors: String?
  var count = BatchSize(10)
  var minScore: SimilarityScore?
  var source = SimilarSource()
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

        With `--from` the text of each row is looked for: each line that is printed begins with the id of its row, which \
        is the row's own or its number, and objects have it as `query`. A row that cannot be looked for is reported on \
        standard error, and the others go on; the exit status is 7 then.

        The file is what `embed` has written, in any of its formats, with the same model. It is read from its beginning \
        to its end without being held in memory.
        """,
      examples: [
        Example(
          "sfmodels embed --emulator --keep-text 'the cat sleeps' 'a dog barks' >vectors.jsonl",
          "Make a small file of vectors without an org or a network."),
        Example("sfmodels similar --emulator 'my cat' --in vectors.jsonl", "Look for what is nearest."),
        Example("sfmodels similar 'late delivery' --in tickets.npy -k 3", "See only the three nearest."),
        Example(
          "sfmodels similar --from new.csv --text-field Subject --id-field Id --in tickets.npy -k 1 --min-score 0.9",
          "Find what each of many is a double of."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.text, "TEXT", help: "What to look for."),
      .option(
        \.vectors, "in", value: "FILE", completion: .file,
        help: "The file of vectors, as embed writes them; needed."),
      .option(\.count, "count", "k", value: "N", help: "How many rows to print."),
      .option(
        \.minScore, "min-score", value: "X",
        help: "Print only rows that are at least so similar, from -1 to 1."),
      .flag(\.json, "json", help: "Print an object for each row."),
      .group(\.source), .group(\.model), .group(\.language), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    guard let vectors else { throw SimilarFailure.noFile }
    try source.checkAbsent()
    guard source.from == nil else { return try await runOverRows(vectors, in: context) }
    let request = try request(for: [try query(in: context)], in: context)
    let file = try VectorFile(vectors == "-" ? "/dev/stdin" : vectors)
    guard !connection.dryRun else { return try DryRun(connection, in: context).describe(request) }
    let connection = try Connection(connection, in: context) { $0.limits(of: request) }
    let queries = try await queries(for: request, connection, in: context)
    guard let first = queries.first else { return }
    guard let query = first else { throw SimilarFailure.noDirection }
    let found = try file.nearest(to: query, limit: count.count)
    if found.isEmpty { connection.notes.note("there are no vectors in '\(vectors)'") }
    try write([(nil, found)], to: context.output)
  }

  /// A query for each text; `nil` for one whose vector points nowhere.
  func queries(
    for request: EmbeddingRequest, _ connection: Connection, in context: Context
  ) async throws -> [VectorQuery?] {
    let reply = try await connection.models.embed(request)
    context.reroutes.see(request.model, answeredBy: reply.answeringModel)
    context.reroutes.say(connection.notes)
    guard reply.embeddings.count == request.inputs.count else {
      throw ModelsFailure.wrongNumberOfEmbeddings(
        expected: request.inputs.count, received: reply.embeddings.count, requestID: reply.requestID)
    }
    return reply.embeddings.map { VectorQuery(json: $0.json) }
  }

  /// - Parameter found: the id of each query, where there may be several, and what is near to it.
  func write(_ found: [(query: JSONValue?, neighbours: [Neighbour])], to output: Output) throws {
    let near = found.map { query, neighbours in
      (query: query, neighbours: neighbours.filter { $0.score >= minScore?.value ?? -2 })
    }
    let lines =
      json
      ? near.flatMap { query, neighbours in neighbours.map { $0.json(near: query).text } }
      : NeighbourTable(near).lines
    for line in lines { try output.line(line) }
  }

  func request(for texts: [String], in context: Context) throws -> EmbeddingRequest {
    EmbeddingRequest(
      model: try context.model(model.model, connection), inputs: texts,
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
enum SimilarFailure: Error, Equatable {
  case noText
  case noFile
  /// The service's vector for the text has no length.
  case noDirection
  /// The vectors come out of a pipe, and there are more texts than can be looked for at once.
  case readOnce(path: String, texts: Int)
}
