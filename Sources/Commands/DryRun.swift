import Authorization
import HTTPTypes
import ModelsAPI
import QueryAPI
import Wire

/// Describes requests instead of sending them: what `--dry-run` asks for.
struct DryRun {
  /// Whether an answer could come piece by piece.
  let streams: Bool
  private let dialect: any Dialect
  private let destination: Destination
  /// The org's own host, where the user has named it.
  private let instance: BaseURL
  private let headers: [HTTPField]
  /// The word before the credential.
  private let scheme: String
  private let output: Output
  private let redaction: Redaction

  /// - Throws: ``CommandFailure`` for options that contradict each other.
  init(_ options: ConnectionOptions, in context: Context) throws {
    try options.network.check()
    try options.check(context.origins)
    (dialect, streams) = (options.dialect, options.api.can(.streams))
    destination = Destination(named: options.baseURL?.url, ownPath: options.api.basePath)
    instance = options.account.domain?.url.myDomain ?? BaseURL(httpsHost: "<my-domain>.my.salesforce.com")
    headers = options.headers.map(\.field)
    // Nothing is signed in to, but what is secret must be known in order to be hidden.
    scheme = (try? Credential(options, in: context))?.scheme ?? "Bearer"
    (output, redaction) = (context.output, context.redaction)
  }

  private func print(_ request: HTTPRequest, _ body: [UInt8], to host: BaseURL? = nil) throws {
    var request = try (host ?? destination.base(for: nil)).addressing(request.replacing(headers))
    request.headerFields[.authorization] = "\(scheme) \(Redaction.mark)"
    for line in redaction.lines(of: request, body: body) { try output.line(line) }
  }

  private func print<Answer>(_ operation: Operation<Answer>?, orLacks feature: Unsupported.Feature) throws {
    guard let operation else { throw dialect.failure(without: feature) }
    try print(operation.request, operation.body)
  }

  private func print<Event>(
    _ operation: StreamOperation<Event>?, orLacks feature: Unsupported.Feature
  ) throws {
    guard let operation else { throw dialect.failure(without: feature) }
    try print(operation.request, operation.body)
  }
}

/// All of these throw ``ModelsFailure/unsupported(_:)`` for what the API cannot do, as sending does.
extension DryRun {
  func describe(_ request: ChatRequest, streams: Bool) throws {
    try ModelsClient.refuse(dialect.limits(of: request, streamed: streams))
    guard !streams else { return try print(dialect.stream(request), orLacks: .stream) }
    let operation = dialect.chat(request)
    try print(operation.request, operation.body)
  }

  func describe(_ request: EmbeddingRequest) throws {
    try ModelsClient.refuse(dialect.limits(of: request))
    try print(dialect.embed(request), orLacks: .embeddings)
  }

  func describe(_ feedback: Feedback) throws {
    try ModelsClient.refuse(dialect.limits(of: feedback))
    try print(dialect.submit(feedback), orLacks: .feedback)
  }

  func describe(_ request: PluginRequest, streams: Bool) throws {
    guard !streams else { return try print(dialect.stream(request), orLacks: .plugins) }
    try print(dialect.call(request), orLacks: .plugins)
  }

  func describe(_ request: BatchRequest) throws {
    try ModelsClient.refuse(dialect.limits(of: request))
    try print(dialect.submit(request), orLacks: .batches)
  }

  /// The first question for the models that the org has configured; the token would name the host.
  func describeModelList() throws {
    let operation = ConfiguredModelList.firstPage
    try print(operation.request, operation.body, to: instance)
  }

  /// The first question for records, or the job that is created for them.
  func describe(_ query: QueryText, _ options: RecordOptions) throws {
    let (request, body) = QueryClient.describing(
      query, version: options.apiVersion.text, isBulk: options.bulk == true, counts: options.count)
    try print(request, body, to: instance)
  }

  /// - Parameter job: is asked for.
  func describe(statusOf job: BatchJob.ID) throws {
    try print(dialect.status(of: job), orLacks: .batches)
  }
}
