import CommandTree
import CompatibleServer
import ModelsAPI
import Transport
import Wire

/// Serves the org's models to clients of OpenAI's and Anthropic's APIs.
struct Serve: CallingCommand {
  var host = "127.0.0.1"
  var port = Port(8080)
  var keyFile: String?
  var namedKeys: KeysFileArgument?
  var allowedOrigins: [OriginArgument] = []
  var allowedHosts: [String] = []
  var logFormat = AccessLogFormat.text
  var lane = LanePolicy.auto
  var noPage = false
  var bodyMemory = BodyMemory(Listener.Limits().bodies.limit >> 20)
  var printConfig: ServedClient?
  var model = ModelOption()
  var fallback = FallbackOption()
  var embeddingModel = EmbeddingModelOption().model
  var connection = ConnectionOptions()

  init() {
    // Clients have their own way of trying again; both together would try nine times.
    connection.network.retries = RetryCount(0)
  }

  static var words: CommandMetadata {
    CommandMetadata(
      "serve", "Serve the org's models to OpenAI and Anthropic clients.",
      discussion: """
        Answers OpenAI's API under `/v1` and Anthropic's under `/anthropic/v1` and `/v1/messages`. Models may be called \
        by their API names, by aliases (`config set alias.NAME MODEL`), or by the names that clients insist on. A name that \
        is new here but tells its family (`claude-opus-9`, `gpt-9-mini`, `o9`, `codex-9`) leads to the best such model \
        that the org has; what that is, is said at the start and by `--print-config`. Clients that ask for models are told those that the org has, as `sfmodels models --remote` lists them, and where it \
        does not tell, those that the documents name. \
        `/metrics` is for Prometheus, `/health` for load balancers, and `/` for people: a page in the browser with what \
        runs, the models, the figures of the last hour, the last errors, settings of clients, and a place to try a prompt. \
        It asks for a key where one is needed and keeps it in its tab; `--no-page` leaves it out. `/stats` has its \
        figures as JSON; where keys have names, an admin's is needed for it.

        What the upstream lacks is left out, named in `X-Sfmodels-Ignored`, emulated, or refused; with the Models REST \
        API streams are whole answers in a stream's form (`X-Stream-Downgraded`), and tools are asked for in words.

        \(LanePolicy.words)

        Tools that only other servers run are left out and named while they are merely offered, and so are their traces in \
        a conversation that carry no words; one that a request demands is refused. A web search is the gateway's own. \
        What is said between a call and its result is told behind the result, images of results behind all of the turn \
        where the model takes texts alone, and a tool has a shorter name upstream where its own is too long there. \
        Tokens that nobody counted are estimated and marked with `X-Sfmodels-Estimate`, in a stream that has begun by a \
        comment. Bodies are JSON (415), packed with gzip or Zstandard or not at all; their limit is that of what is \
        unpacked.

        \(FallbackOption.words) `--fallback` counts here for every model, in the place of its own list. `X-Sfmodels-Model` \
        names the model that has answered, on every answer of a model; where a stream's head had to go out before anybody \
        knew, a comment does. The log names who did not answer (`failed`) and who did (`answered`). A key with a name gets \
        no model in another's place that it may not ask.

        `previous_response_id` goes on from responses that this instance made: unless `store` is false they are kept in \
        its memory for an hour, 1,000 of them or 64 MB at most, and can be asked for and deleted. Behind a load balancer \
        each instance has its own: keep a client with one of them, or have it send whole conversations.

        The figures at `/metrics` are requests by route and status (`sfmodels_requests_total`, \
        `sfmodels_request_duration_seconds`), what is under way (`sfmodels_requests_in_flight`, \
        `sfmodels_requests_waiting` of `sfmodels_requests_waiting_limit`, `sfmodels_streams_in_flight`), and the org's \
        service (`sfmodels_tokens_total`, `sfmodels_upstream_retries_total`, `sfmodels_upstream_failures_total`, \
        `sfmodels_fallbacks_total` by `from`, `to` and `reason`, `sfmodels_circuit_breaker_state`); and, \
        after OpenTelemetry's conventions for generative AI, by model and route: `gen_ai_client_token_usage`, \
        `gen_ai_server_request_duration_seconds`, of which `gen_ai_client_operation_duration_seconds` is time of the \
        org's service and `sfmodels_own_duration_seconds` the rest, `gen_ai_server_time_to_first_token_seconds`, \
        `gen_ai_server_time_per_output_token_seconds`, and between the events of a stream \
        `gen_ai_client_operation_time_per_output_chunk_seconds`. Names of models that nobody here knows count as `other`. \
        The line for each request has the same: tokens, `upstream`, `first`, `events`, `retries`.

        A key is required for any address but loopback: in a file (`--api-key-file`, one key a line) or in \
        SFMODELS_SERVE_KEY, which are keys for everything; or keys with names and limits (`--keys`).

        \(ServedKeys.words)

        Web pages get an answer only when their origin is on loopback, the server's own, or allowed. The address \
        `localhost` stands for 127.0.0.1 and ::1.

        \(ServeLimits.silence)

        \(ServeLimits.words)

        The address and a line for each request are printed on standard error; lines that nobody reads in time are lost, \
        and counted. SIGTERM and Ctrl-C end it when the \
        requests under way are answered; a second one ends it at once.
        """,
      examples: [
        Example("sfmodels serve --emulator --port 0", "Try it without an org, on any free port."),
        Example("sfmodels serve --api llmg --log-format json", "Real streams and real tool calls."),
        Example("eval \"$(sfmodels serve --print-config claude-code)\"", "Point a client at it."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(\.host, "host", value: "ADDRESS", help: "Where to listen."),
      .option(\.port, "port", value: "N", help: "Which port to listen on; 0 is any free one."),
      .option(
        \.keyFile, "api-key-file", value: "FILE", completion: .file,
        help: "Keys of which clients must present one, one a line."),
      .option(
        \.namedKeys, "keys", value: "FILE", omission: .words(implied: KeysFileArgument.ownWord),
        completion: .file,
        help:
          "Keys with names and limits that `sfmodels keys` has made; its own file unless another is named."),
      .option(
        \.allowedOrigins, "allow-origin", value: "ORIGIN",
        help: """
          Answer web pages of this origin too, for example https://chat.example.com, app://obsidian.md, or null.
          """),
      .option(
        \.allowedHosts, "allow-host", value: "NAME",
        help: "Answer under this name too, for example behind a load balancer."),
      .option(
        \.bodyMemory, "max-body-memory", value: "MB",
        help:
          "How much the bodies of all requests under way may take, with what is made of them: some three times their length; more get 503."
      ),
      .flag(\.noPage, "no-page", help: "Leave out the page at /."),
      .option(\.lane, "lane", value: "LANE", help: LanePolicy.help),
      .option(\.logFormat, "log-format", value: "FORMAT", help: "How to write the line for each request."),
      .option(
        \.printConfig, "print-config", value: "CLIENT", help: "Print what a client must be told, and end."),
      .group(\.model), .group(\.fallback),
      .option(
        \.embeddingModel, "embedding-model", value: "NAME", environment: "SFMODELS_EMBEDDING_MODEL",
        setting: "embedding-model", completion: .words("embedding-models"),
        help: "What answers under the names of OpenAI's embedding models."),
      .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try check()
    if let printConfig {
      return try context.output.write(
        printConfig.settings(
          at: "http://\(endpoint.authority)", key: ServeKeys.expression(file: keyFile, in: context),
          families: await families(in: context), fallbacks: try fallbackTable(in: context).sentences))
    }
    let log = LogQueue(context.errors)
    defer { log.flush() }
    var context = context
    context.errors = log.entry
    try await serve(in: context, log)
  }

  private func serve(in context: Context, _ log: LogQueue) async throws {
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let keys = try ServeKeys(file: keyFile, in: context, notes).keys
    let named = try ServedKeys(namedKeys, in: context, notes)
    defer { named?.end() }
    guard !keys.isEmpty || named != nil || isOnLoopback else {
      throw CommandFailure.publicWithoutKey(host: host)
    }
    FileDescriptorLimit.raise()
    try Self.checkDescriptors()
    let share = FileDescriptorLimit.share()
    let limits = limits(share)
    let service = try server(keys, named, limits, share, in: context)
    let signals = TerminationSignals()
    log.whenDropping { service.count(.droppedLogLine) }
    try await listener(service, limits, in: context).run(
      until: {
        // The org need not have told by then.
        async let _ = notes.note(service.models.families().sentence)
        await signals.wait()
      },
      onListening: { endpoints in
        if !connection.network.quiet { notes.trace("sfmodels: listening on \(endpoints.addresses)") }
        for sentence in service.models.fallback.table.sentences { notes.note(sentence) }
        guard !connection.network.quiet, !noPage, let page = endpoints.first else { return }
        notes.note("the page is at http://\(page.authority)/")
      })
  }

  /// - Throws: ``CommandFailure`` for options that mean nothing to a server.
  private func check() throws {
    guard !connection.dryRun else {
      throw CommandFailure.unusableOption("--dry-run", reason: "a server sends what its clients ask for")
    }
    guard !address.isEmpty else {
      throw CommandFailure.unusableOption("--host", reason: "no address is named")
    }
    guard connection.request == nil else {
      throw CommandFailure.unusableOption("--request", reason: "clients say what their requests hold")
    }
    try lane.check(over: connection.api)
    guard printConfig == nil || port.number != 0 else {
      throw CommandFailure.unusableOption("--print-config", reason: "the port must be known: --port N")
    }
  }

  var endpoint: Listener.Endpoint { Listener.Endpoint(host: address, port: port.number) }

  /// People write IPv6 addresses as in a URL.
  var address: String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }

  var isOnLoopback: Bool { BaseURL("http://\(endpoint.authority)")?.isLoopback ?? false }
}

extension AccessLogFormat: Value {}
