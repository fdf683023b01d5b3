import CommandTree
import Glibc
import ModelsAPI
import Wire

/// Finds out why it does not work.
struct Doctor: CallingCommand {
  var offline = false
  var json = false
  var report = false
  var model = ModelOption()
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "doctor", "Find out why it does not work.",
      discussion: """
        Goes the whole way from this machine to an answer, step by step, and says of each whether it passed, and of the \
        first that failed what to do. It fails with the sentence and the exit status of every command that fails there.

        The last step but one sends the smallest prompt there is to each API, which counts as a request or two and some \
        tokens. With `--offline` nothing is sent at all.
        """,
      examples: [
        Example("sfmodels doctor --emulator", "What it looks like when all is well."),
        Example("sfmodels doctor --report >report.txt", "For a ticket; it holds no secret."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .flag(\.offline, "offline", help: "Look at this machine alone."),
      .flag(\.json, "json", help: "Print one object: the steps, and the exit status."),
      .flag(
        \.report, "report",
        help: "Print what a ticket needs besides: version, system, variables that are set."),
      .group(\.model), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws { try await report(after: nil, in: context) }

  func run(after earlier: any Error, in context: Context) async throws {
    try await report(after: earlier, in: context)
  }

  /// - Parameter earlier: why settings could not be read.
  private func report(after earlier: (any Error)?, in context: Context) async throws {
    guard !connection.dryRun else {
      throw CommandFailure.unusableOption("--dry-run", reason: "--offline sends nothing")
    }
    guard !json || !report else { throw CommandFailure.conflictingOptions(["--json", "--report"]) }
    var examination = Examination(self, in: context)
    let (diagnosis, failure) = await examination.diagnose(after: earlier)
    if json {
      try context.output.line(diagnosis.json.text)
    } else {
      let lines = (report ? header(in: context) : []) + diagnosis.lines
      for line in lines {
        try context.output.line(prose: context.redaction.text(line), continuedAt: Diagnosis.margin)
      }
    }
    if let failure { throw failure }
  }

  private func header(in context: Context) -> [String] {
    let ours = context.environment.keys.filter {
      $0.hasPrefix("SFMODELS_") || $0.uppercased().hasSuffix("_PROXY") || $0.hasPrefix("SSL_CERT_")
    }
    return [
      "sfmodels \(Program.version) on \(Self.system)", "API: \(connection.api.name.title)",
      "variables that are set: \(ours.isEmpty ? "none" : ours.sorted().joined(separator: ", "))",
    ]
  }

  private static var system: String {
    var facts = utsname()
    guard uname(&facts) == 0 else { return "an unknown system" }
    func text<Bytes>(_ bytes: Bytes) -> String {
      withUnsafeBytes(of: bytes) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(facts.sysname)) \(text(facts.release)) \(text(facts.machine))"
  }
}
