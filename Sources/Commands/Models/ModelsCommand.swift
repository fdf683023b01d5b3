import CommandTree
import ModelsAPI
import Terminal
import Wire

/// Lists the models that can be asked.
struct ModelsCommand: CallingCommand {
  enum Action: String, Value, CaseIterable, Sendable { case list }

  /// Which of the org's models are meant; an org may know more statuses than these.
  enum Status: String, Value, CaseIterable, Sendable {
    case enabled, disabled, rerouted, deprecated

    var status: ConfiguredModel.Status { ConfiguredModel.Status(rawValue) }
  }

  var action: Action?
  var remote = false
  var kind: ModelKind?
  var status: Status?
  var json = false
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "models", "List the models that can be asked.",
      discussion: """
        Without `--remote` these are the models that the documents name, with what is known of them: what they are \
        good for, who runs them, the most tokens of an answer, the tokens of question and answer together, and their \
        short names, the user's own (`config set alias.NAME MODEL`) first. Nothing is asked of the org; any other name \
        can be used as well.

        With `--remote` they are what the org has configured, its own models too, with their status: an `enabled` \
        model answers, a `disabled` one does not, in the place of a `rerouted` one another answers, and a `deprecated` \
        one will be shut down. The list comes from the org's own host, and its user needs a permission set of \
        Data 360 for it.

        A terminal shows a table; elsewhere each model is a line with these fields, separated by tabs, `-` where \
        nobody says: name, kind, provider, tokens of an answer, tokens of context, status, the model that answers \
        instead, the LLM Gateway's name for it, and short names, separated by commas. `--json` prints an array of \
        objects with `name`, `kind`, `provider`, `max_output`, `context`, `status`, `served_by`, `artifact` and \
        `aliases`.
        """,
      examples: [
        Example("sfmodels models --kind embedding", "The models that make vectors."),
        Example("sfmodels models --remote --status enabled", "What this org lets one use."),
        Example("sfmodels models --remote | cut -f1", "Only the names."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.action, "ACTION", help: "What to do; list is the only thing there is, and may be left out."),
      .flag(\.remote, "remote", help: "Ask the org which models it has configured."),
      .option(\.kind, "kind", value: "KIND", help: "Only models of this kind."),
      .option(\.status, "status", value: "STATUS", help: "Only models of this status."),
      .flag(\.json, "json", help: "Print an array of objects."),
      .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try check()
    let options = options
    guard !remote || !connection.dryRun else { return try DryRun(options, in: context).describeModelList() }
    let aliases = try ModelAliases(connection.emulator ? nil : context.settings())
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let all = remote ? try await configured(options, aliases, in: context) : ModelRow.catalogue(aliases)
    let rows = all.filter(isWanted)
    if json { return try context.output.line(JSONValue.array(rows.map { .object($0.json) }).text) }
    if rows.isEmpty { notes.note("there are no such models") }
    let lines = context.output.isTerminal ? ModelTable(rows).lines : rows.map(\.line)
    for line in lines { try context.output.line(line) }
  }

  private func isWanted(_ row: ModelRow) -> Bool {
    (kind == nil || row.kind == kind) && (status == nil || row.status == status?.status)
  }

  private func configured(
    _ options: ConnectionOptions, _ aliases: ModelAliases, in context: Context
  ) async throws -> [ModelRow] {
    guard let list = try Connection(options, in: context).configuredModels else {
      throw CommandFailure.notReady(profile: connection.account.profile)
    }
    do {
      return try await list.models().map { ModelRow($0, aliases) }
    } catch {
      guard case .refused(let refusal)? = RetriesExhausted.lastFailure(of: error) as? ModelsFailure else {
        throw error
      }
      throw ModelListFailure.refused(refusal)
    }
  }

  /// The org's own host takes tokens only, whichever API the settings prefer.
  private var options: ConnectionOptions {
    var options = connection
    if options.api.can(.apiKeys) { options.api = API.all.first { !$0.can(.apiKeys) } ?? options.api }
    return options
  }

  /// - Throws: ``CommandFailure`` for what means nothing here.
  private func check() throws {
    guard connection.request == nil else {
      throw CommandFailure.unusableOption("--request", reason: "asking for models sends no body")
    }
    guard remote || status == nil || status == .rerouted else {
      throw CommandFailure.unusableOption(
        "--status", reason: "only the org knows which of its models are \(status?.rawValue ?? ""): --remote")
    }
  }
}

extension ModelKind: Value {}

/// Why an org did not list its models.
enum ModelListFailure: Error {
  case refused(Refusal)
}
