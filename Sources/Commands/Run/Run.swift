import CommandTree
import CompatibleServer

/// Runs a program whose clients of OpenAI's and Anthropic's APIs ask the org's models.
struct Run: CallingCommand {
  var printsOnly = false
  var log: String?
  var logFormat = AccessLogFormat.text
  var lane = LanePolicy.auto
  var model = ModelOption()
  var fallback = FallbackOption()
  var embeddingModel = EmbeddingModelOption().model
  var connection = Serve().connection
  var words: [String] = []

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "run", "Run a program on the org's models: Claude Code, Codex, or any client of their makers' APIs.",
      discussion: """
        Starts what `sfmodels serve` is on a free port of 127.0.0.1, with a key that is made for this run, tells COMMAND \
        of both by its environment, and runs it in the foreground. Options end at COMMAND: what follows is its own.

        COMMAND gets `ANTHROPIC_BASE_URL`, `ANTHROPIC_AUTH_TOKEN`, `ANTHROPIC_MODEL` and the variables of Claude Code's \
        other models, `OPENAI_BASE_URL`, `OPENAI_API_KEY` and their like; `--print` shows all. A program that is called \
        `codex` gets a provider too, by `-c` options behind its name; no program's settings are changed. All variables \
        that begin with SFMODELS_, and those that would lead the same clients elsewhere (`ANTHROPIC_API_KEY`, \
        `OPENAI_ORG_ID`, `CLAUDE_CODE_USE_BEDROCK` and their like), are taken out, and 127.0.0.1 is exempted from \
        proxies. A key that `llm keys set openai` has stored counts more for `llm` than its environment.

        With `--model` on the command line every client is told to ask for that model; else Claude Code asks for the \
        org's Claude models, and other clients for what they choose. Who is not signed in is told so before \
        COMMAND begins.

        Ctrl-C, Ctrl-Z and a new size of the window reach COMMAND as if a shell had started it; a signal that is sent \
        to sfmodels is passed on. It ends as COMMAND has ended, 128 more than the number for a signal, and the server \
        with it. What goes on at the server is written to the file that `--log` names, with the trace of `--verbose`, \
        and nowhere else; the last line on standard error counts requests, tokens and time.
        """,
      examples: [
        Example("sfmodels run claude", "Work with Claude Code on the org's models."),
        Example("sfmodels run --emulator --api llmg codex exec 'Say hello'", "Try Codex without an org."),
        Example("sfmodels run --log agent.log python3 agent.py --fast", "Run a program of your own."),
        Example("sfmodels run --print claude", "See what a program would be told."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .flag(
        \.printsOnly, "print",
        help:
          "Print the variables that COMMAND would get, KEY and PORT for what each run makes anew, and run nothing."
      ),
      .option(
        \.log, "log", value: "FILE", completion: .file,
        help: "Where to write what goes on at the server; a file goes on where it is there already."),
      .option(\.logFormat, "log-format", value: "FORMAT", help: "How to write the line for each request."),
      .option(\.lane, "lane", value: "LANE", help: LanePolicy.help),
      .group(\.model), .group(\.fallback),
      .option(
        \.embeddingModel, "embedding-model", value: "NAME", environment: "SFMODELS_EMBEDDING_MODEL",
        setting: "embedding-model", completion: .words("embedding-models"),
        help: "What answers under the names of OpenAI's embedding models."),
      .group(\.connection),
      .rest(
        \.words, "COMMAND [ARG]", completion: .file,
        help: "The program to run, as a shell would find it, and its arguments."),
    ]
  }

  func run(in context: Context) async throws { _ = try await status(in: context) }

  func status(in context: Context) async throws -> Int32 {
    let descriptors = InheritedDescriptors()
    try check()
    guard !printsOnly else {
      try await printVariables(in: context)
      return ExitStatus.done.rawValue
    }
    let program = RunProgram(
      file: try ExecutableFile(words[0], in: context.environment["PATH"]), words: words,
      chosenModel: chosenModel(in: context), variables: context.environment, descriptors: descriptors)
    let log = LogQueue(try log.map { try logOutput($0) } ?? .nowhere)
    defer { log.flush() }
    try Serve.checkDescriptors()
    _ = try server.fallbackTable(in: context)
    try await signIn(in: context)
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let outcome = try await RunServer(serve: server, notes: notes, log: log).run(program, in: context)
    if !connection.network.quiet { notes.trace(outcome.report.line) }
    return try outcome.ending.get().status
  }

  /// The variables as a run would set them, but for what each run makes anew.
  private func printVariables(in context: Context) async throws {
    let families = try await server.families(in: context)
    let (address, model) = ("http://127.0.0.1:PORT", chosenModel(in: context))
    let environment = ClientEnvironment(
      at: address, key: "KEY", models: ClientModels(chosen: model, families: families),
      in: context.environment)
    for variable in environment.variables { try context.output.line(variable.entry) }
    let words = ClientProgram(words[0]).words(words, at: address, model: model)
    guard words != self.words else { return }
    Notes(context.errors, isQuiet: connection.network.quiet).note(
      "would run: \(words.joined(separator: " "))")
  }

  /// The server with what was said of it here, on a port that is free; its notes go to the log alone.
  private var server: Serve {
    var serve = Serve()
    (serve.model, serve.fallback) = (model, fallback)
    (serve.embeddingModel, serve.lane) = (embeddingModel, lane)
    (serve.connection, serve.logFormat, serve.port) = (connection, logFormat, Port(0))
    serve.connection.network.quiet = log == nil
    return serve
  }

  /// What a setting says is meant for names that nobody knows, as `serve` takes it.
  private func chosenModel(in context: Context) -> String? {
    context.origins["model"] == .commandLine ? model.model : nil
  }
}
