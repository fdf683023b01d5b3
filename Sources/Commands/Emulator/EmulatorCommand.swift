import CommandTree
import OrgEmulator
import Transport
import Wire

/// Serves a pretend org on this machine, to try and to test without credentials.
struct EmulatorCommand: RunnableCommand {
  var host = "127.0.0.1"
  var port = Port(8080)
  var latency = Duration.zero
  var rateLimit: BatchSize?
  var faults: [FaultArgument] = []
  var tokenLifetime = Duration.seconds(30 * 60)
  var seed = Seed(1)
  var script: String?
  var certificate: String?
  var callback: String?
  var rotatesRefreshTokens = false
  var records = RecordCount(4000)
  var printsEnvironment = false
  var quiet = false

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "emulator", "Serve a pretend org on this machine.",
      discussion: """
        Answers OAuth, the Models REST API, the LLM Gateway, the list of models, and queries for records as the documents \
        say, strictly, with \
        deterministic texts and vectors; near texts get near vectors. Of the gateway that includes the native endpoints: \
        Anthropic's Messages for Claude models (`/model/MODEL/invoke`, `/model/MODEL/invoke-with-response-stream`) and \
        OpenAI's Responses for GPT models (`/responses`). Streams come with pauses, and a prompt that asks for a tool \
        gets a call of it, also where tools or a schema are told in words. Any consumer key and secret sign in. Consumer \
        keys that begin with `refuse-` are refused in the way they name, and `opaque` gets a token that is no JSON Web Token. In the \
        browser the user always lets the app in, at once. The tokens of `no-api-scope`, `no-api-permission` and \
        `no-api-requests` open no records, for want of what their names say. Signed assertions are taken when `--certificate` names \
        what they are checked with.

        `--script` names a file of turns, one JSON object a line, which answer model calls in their order before the org \
        answers by itself; requests for tokens and for the list of models take none. `reply` is a text, `tool_calls` a \
        list of objects with `name` and `arguments` (made to fit the schema where there are none), and both may stand in \
        one turn; `status`, with `retry_after` in seconds if need be, is an error; `wait` (`"500ms"`, or seconds) comes \
        before the answer, or before the next turn where nothing else stands in the line; `match` keeps a turn for the \
        first prompt that contains a text. A turn that calls tools waits for a request that offers some:

        - `{"reply": "I look.", "tool_calls": [{"name": "get_weather", "arguments": {"city": "Paris"}}]}`
        - `{"status": 429, "retry_after": 1}`
        - `{"wait": "2s", "reply": "It is mild in Paris."}`

        Records are those of `Case`, `Account` and `Knowledge__kav`, made up from their numbers; `--records` says how many \
        cases there are, and of accounts there is a quarter, of articles an eighth. Queries (SELECT with fields, parents' \
        fields and FIELDS(), WHERE, ORDER BY, LIMIT, OFFSET, COUNT()) are answered by the REST API and by query jobs of the \
        Bulk API 2.0, with the limits of both.

        What stands between double brackets in a prompt tells the org how to answer, so that scripts can be tried against \
        whatever may happen; any other text between brackets is just text:

        \(Directive.table.map { "- `\($0.form)` \($0.meaning)" }.joined(separator: "\n"))

        `--print-env` prints the variables that lead a client here on standard output, as lines `NAME=VALUE`, once it \
        listens.

        The address is printed on standard error. SIGTERM and Ctrl-C end it when the requests under way are \
        answered; a second one ends it at once.
        """,
      examples: [
        Example("sfmodels emulator --port 0", "On any free port."),
        Example(
          "sfmodels emulator --port 0 --records 1000000", "An org that is large enough for the Bulk API."),
        Example("sfmodels emulator --script task.jsonl", "An agent's task, rehearsed turn by turn."),
        Example("sfmodels emulator --fail 503:0.1 --rate-limit 60", "A bad day, to test a script with."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .option(\.host, "host", value: "ADDRESS", help: "Where to listen."),
      .option(\.port, "port", value: "N", help: "Which port to listen on; 0 is any free one."),
      .option(\.latency, "latency", value: "DURATION", help: "How long each answer takes."),
      .option(\.rateLimit, "rate-limit", value: "N", help: "Answer 429 beyond so many requests a minute."),
      .option(
        \.faults, "fail", value: "STATUS[:P]", help: "Fail with this status, with this probability or always."
      ),
      .option(\.tokenLifetime, "token-lifetime", value: "DURATION", help: "How long a token lives."),
      .option(\.seed, "seed", value: "N", help: "Decides everything that is random."),
      .option(
        \.script, "script", value: "FILE", completion: .file,
        help:
          "Play the turns in this file, one JSON object a line with reply, tool_calls, status or wait, before inventing."
      ),
      .option(
        \.certificate, "certificate", value: "FILE", completion: .file,
        help: "The app's certificate in PEM, or its public key, for the JWT bearer flow."),
      .option(
        \.callback, "callback", value: "URL",
        help: "The app's only callback address; by default any on loopback will do."),
      .flag(
        \.rotatesRefreshTokens, "rotate-refresh-tokens",
        help: "Let each refresh token be good for one use, and bring the next."),
      .option(\.records, "records", value: "N", help: "How many cases the org has."),
      .flag(
        \.printsEnvironment, "print-env",
        help: "Print the variables that lead a client here, on standard output."),
      .flag(\.quiet, "quiet", "q", help: "Do not print the address."),
    ]
  }

  func run(in context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: quiet)
    let org = Org(try configuration(in: context, notes))
    let listener = Listener(host: host, port: port.number, org) { error in
      notes.warn(FailureReport(error, hiding: context.redaction).message)
    }
    let signals = TerminationSignals()
    try await listener.run(
      until: { await signals.wait() },
      onListening: { endpoints in
        if printsEnvironment, let endpoint = endpoints.first {
          // Whoever closes the output early has read enough.
          for line in Self.environment(endpoint) { try? context.output.line(line) }
        }
        if !quiet { notes.trace("sfmodels: listening on \(endpoints.addresses)") }
      })
  }

  /// Any consumer key and secret will do.
  private static func environment(_ endpoint: Listener.Endpoint) -> [String] {
    [
      "SFMODELS_DOMAIN=http://\(endpoint.authority)", "SFMODELS_CLIENT_ID=emulator",
      "SFMODELS_CLIENT_SECRET=emulator",
    ]
  }

  private func configuration(in context: Context, _ notes: Notes) throws -> Org.Configuration {
    var configuration = Org.Configuration(now: context.now, pause: context.pause)
    configuration.latency = latency
    configuration.rateLimit = rateLimit?.count
    configuration.faults = faults.map(\.fault)
    configuration.tokenLifetime = tokenLifetime
    configuration.seed = seed.number
    configuration.recordCount = records.count
    configuration.note = { notes.note($0) }
    configuration.certificate = try certificate.map { try Input.file($0, upTo: .keys) }
    configuration.callback = callback
    configuration.rotatesRefreshTokens = rotatesRefreshTokens
    guard let script else { return configuration }
    let text = try Input.file(script, upTo: .document)
    do {
      configuration.script = try ScriptedTurn.script(decoding: text)
    } catch {
      throw InputFailure.notJSON(path: script, reason: error.description)
    }
    return configuration
  }
}
