import CommandTree
import ModelsAPI
import Wire

/// Hands the service a job of embeddings that it computes by itself.
struct BatchSubmit: CallingCommand {
  var type: String?
  var uri: String?
  var format: String?
  var options: [KeyedJSON] = []
  var maskPII: Bool?
  var model = EmbeddingModelOption()
  var locale: String?
  var json = false
  var connection = ConnectionOptions(for: .batches)

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "submit", "Have the service compute embeddings by itself.",
      discussion: """
        Names a source of texts to the service and prints the id of the job that reads them, for `batch wait` and \
        `batch status`. A request that the service may have taken is not sent again, for that would be two jobs.

        Only the LLM Gateway has such jobs: without `--api` this command uses it by itself.
        """,
      examples: [
        Example(
          "sfmodels batch submit --emulator --type s3 --uri s3://texts/all.jsonl --format jsonl",
          "Try it without an org or a network."),
        Example(
          "job=$(sfmodels batch submit --type s3 --uri s3://texts/all.jsonl) && sfmodels batch wait \"$job\"",
          "Submit a job and wait for its end."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(
        \.type, "type", value: "TYPE", section: "Source",
        help: "What kind of source it is, such as s3, vector-db or file; needed."),
      .option(\.uri, "uri", value: "URI", section: "Source", help: "Where the texts are; needed."),
      .option(
        \.format, "format", value: "FORMAT", section: "Source",
        help: "The format of the texts there, such as jsonl."),
      .option(
        \.options, "option", value: "KEY=JSON", section: "Source",
        help: "Tell the source something of its own: headers, credentials, rules of reading."),
      .flag(
        \.maskPII, "mask-pii", negatable: true, section: "Source", help: "Hide personal data from the model."),
      .group(\.model),
      .option(
        \.locale, "locale", value: "LOCALE", setting: "locale",
        help: "The texts' language and region, such as en_US; decides how personal data is masked."),
      .flag(\.json, "json", help: "Print the job as an object."),
      .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    let options = connection.using(.batches, in: context)
    let request = try request(options, in: context)
    guard !options.dryRun else { return try DryRun(options, in: context).describe(request) }
    let connection = try Connection(options, in: context) { $0.limits(of: request) }
    let job = try await connection.models.submit(request)
    try context.output.line(json ? job.report(asJSON: true) : job.id.text)
  }

  private func request(_ options: ConnectionOptions, in context: Context) throws -> BatchRequest {
    guard let type, let uri else {
      throw BatchFailure.missingSource([("--type", type), ("--uri", uri)].filter { $0.1 == nil }.map(\.0))
    }
    var request = BatchRequest(
      model: try context.model(model.model, options),
      source: BatchRequest.Source(type: type, uri: uri, format: format, options: self.options.object))
    request.masksPersonalData = maskPII
    request.localization = locale.map {
      Localization(defaultLocale: $0, inputLocales: [], expectedLocales: [])
    }
    request.extraFields = try options.request?.object() ?? [:]
    return request
  }
}
