import CommandTree
import Ledger
import ModelsAPI
import Wire

/// Tells the service what somebody thinks of a generation.
struct FeedbackCommand: CallingCommand {
  enum Verdict: String, Value, CaseIterable, Sendable {
    case good, bad, none

    var verdict: Feedback.Verdict? {
      switch self {
      case .good: .good
      case .bad: .bad
      case .none: nil
      }
    }
  }

  enum Source: String, Value, CaseIterable, Sendable { case human, app }

  var verdict: Verdict?
  var generation: String?
  var last = false
  var text: String?
  var id: String?
  var source: Source?
  var appFeedback: JSONArgument?
  var appGeneration: TextArgument?
  var appGenerationID: String?
  var turnID: String?
  var json = false
  var rows = RowOptions()
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "feedback", "Submit feedback on a generation.",
      discussion: """
        The generation is named by its id, which `generate --json` prints as `generation_id`; by the number that \
        `sfmodels log` shows; by `-`, to read that object from standard input; or by `--last`, for what this profile \
        generated last.

        Without `--id` the feedback's own id is derived from its content, so that a job that runs twice counts once. \
        Prints nothing unless asked to.

        With `--from` each row of a list, JSON Lines or CSV, is a feedback: its fields are `generation_id` (or \
        `generation`), `verdict`, `text` and the options by their names, such as `app_feedback`; VERDICT and the options \
        hold for rows that say nothing else. A line that `generate --from` has printed needs only a `verdict`; there \
        `text` is the answer, and what you have to say of it is `feedback_text`.
        """,
      examples: [
        Example(
          "sfmodels feedback good 333127bd-2d5d-41e8-9781-59a1a18ed69f --text 'Spot on'",
          "Praise a generation."),
        Example("sfmodels generate --json 'Hi' | sfmodels feedback bad -", "Judge what was just generated."),
        Example("sfmodels feedback none --last --text 'Too long'", "Say something without a verdict."),
        Example("sfmodels feedback --from judged.jsonl --errors refused.jsonl", "Submit many at once."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.verdict, "VERDICT", help: "What you think of it; none needs --text."),
      .operand(
        \.generation, "GENERATION",
        help: "The generation's id or its number in the log, or - for the output of generate --json."),
      .flag(\.last, "last", help: "Judge what this profile generated last."),
      .option(\.text, "text", "t", value: "TEXT", help: "Say why."),
      .option(
        \.id, "id", value: "ID", help: "The feedback's own id instead of one derived from its content."),
      .option(\.source, "source", value: "WHO", help: "Who judges: a person or a program."),
      .option(
        \.appFeedback, "app-feedback", value: "JSON|@FILE", completion: .file,
        help: "Attach an object of your own."),
      .option(
        \.appGeneration, "app-generation", value: "TEXT|@FILE", completion: .file,
        help: "The text as your program showed it."),
      .option(
        \.appGenerationID, "app-generation-id", value: "ID",
        help: "Your program's own name for the generation."),
      .option(
        \.turnID, "turn-id", value: "ID", help: "The planner's turn; only the LLM Gateway takes it."),
      .flag(\.json, "json", help: "Print the service's receipt."),
      .group(\.rows), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    guard rows.from == nil else { return try await FeedbackRowJob(self).run(in: context) }
    try rows.checkAbsent(in: context)
    guard let verdict else { throw UsageError.missingOperand("VERDICT", command: ["sfmodels", "feedback"]) }
    guard verdict != .none || text != nil else { throw CommandFailure.feedbackNeedsText }
    let feedback = try feedback(on: try generationID(in: context))
    guard !connection.dryRun else { return try DryRun(connection, in: context).describe(feedback) }
    let notes = Notes(context.errors, isQuiet: self.connection.network.quiet)
    let recorder = try HistoryRecorder(self.connection, in: context, notes)
    let connection = try Connection(connection, in: context) { $0.limits(of: feedback) }
    recorder?.begin()
    let receipt = try await connection.models.submit(feedback)
    defer { recorder?.keep(feedback) }
    if json { try context.output.line(JSONValue.object(receipt.json).text) }
  }

  func feedback(on generationID: String) throws -> Feedback {
    var feedback = Feedback(id: "", generationID: generationID, verdict: verdict?.verdict, text: text)
    feedback.source = source?.rawValue
    feedback.appFeedback = try appFeedback?.value()
    feedback.appGeneration = try appGeneration?.text()
    feedback.appGenerationID = appGenerationID
    feedback.turnID = turnID
    feedback.extraFields = try connection.request?.object() ?? [:]
    feedback.id = id ?? FeedbackID.derived(from: feedback)
    return feedback
  }

  private func generationID(in context: Context) throws -> String {
    guard (generation != nil) != last else {
      throw generation == nil
        ? UsageError.missingOperand("GENERATION", command: ["sfmodels", "feedback"])
        : CommandFailure.conflictingOptions(["GENERATION", "--last"])
    }
    guard let generation else { return try lastGeneration(in: context) }
    if generation == "-" { return try generationID(read: context.input.readAll(upTo: .document)) }
    guard !connection.emulator, let number = Self.number(of: generation) else { return generation }
    guard let entry = try context.readableLedger()?.entry(number) else {
      throw CommandFailure.noEntry(number)
    }
    guard let id = generationID(of: entry, in: context) else {
      throw CommandFailure.noGenerationInEntry(number)
    }
    return id
  }

  /// The number of an entry of the ledger; generations have longer names.
  private static func number(of word: String) -> Int64? {
    word.utf8.count < 10 && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int64(word) : nil
  }

  /// - Throws: ``CommandFailure`` where the last one is not remembered: an older one would be judged in its place.
  private func lastGeneration(in context: Context) throws -> String {
    guard try connection.history(in: context) != .off else { throw CommandFailure.remembersNothing }
    var query = LedgerQuery()
    (query.profile, query.hasGeneration, query.limit) = (connection.account.profile, true, 1)
    let entry = try context.ledger()?.entries(query).first
    guard let id = entry.flatMap({ generationID(of: $0, in: context) }) else {
      throw CommandFailure.noGeneration(profile: connection.account.profile)
    }
    return id
  }

  /// Says which generation it is.
  private func generationID(of entry: LedgerEntry, in context: Context) -> String? {
    guard let generation = entry.generation else { return nil }
    Notes(context.errors, isQuiet: connection.network.quiet)
      .note("feedback on generation \(generation)\(entry.model.map { " of \($0)" } ?? "")")
    return generation
  }

  private func generationID(read bytes: [UInt8]) throws -> String {
    do {
      guard let id = try JSONValue(decoding: bytes)["generation_id"]?.string else {
        throw CommandFailure.noGenerationIn("standard input")
      }
      return id
    } catch let error as JSONError {
      throw InputFailure.notJSON(path: "-", reason: error.description)
    }
  }
}

extension HistoryRecorder {
  /// Keeps what was thought of a generation.
  fileprivate func keep(_ feedback: Feedback) {
    var entry = entry(of: "feedback")
    entry.generation = feedback.generationID
    entry.verdict = feedback.verdict?.rawValue
    entry.texts = LedgerTexts(text: feedback.text)
    keep(LedgerRecord([entry]))
  }
}
