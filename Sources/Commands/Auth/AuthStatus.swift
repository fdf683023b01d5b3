import Authorization
import CommandTree
import FoundationEssentials
import Wire

/// Shows every profile: who, where, for how long, and where each value comes from.
struct AuthStatus: AccountCommand {
  var check = false
  var json = false
  var account = AccountOptions()
  var network = NetworkOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "status", "Show who is signed in, where, and for how long.",
      discussion: """
        Shows the chosen profile first, then the others. Nothing is asked of the org unless `--check` is given, which \
        asks whether it still takes the kept token, and tries the credentials by fetching another. The exit status is 3 when the chosen profile cannot be used.
        """,
      examples: [
        Example("sfmodels auth status", "What is kept on this machine."),
        Example("sfmodels auth status --check", "Whether the org agrees."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .flag(\.check, "check", help: "Ask the org whether token and credentials still work."),
      .flag(\.json, "json", help: "Print one object for each profile."),
      .group(\.account), .group(\.network),
    ]
  }

  func run(in context: Context) async throws {
    let chosen = try await chosenReport(in: context)
    let others = try (context.settings()?.profiles ?? []).filter { $0 != account.profile }.map {
      try ProfileReport($0, domain: nil, context)
    }
    for report in [chosen] + others {
      if json {
        try context.output.line(JSONValue.object(report.json(at: context.now())).text)
      } else {
        try context.output.line(prose: report.text(at: context.now()))
      }
    }
    guard chosen.isUsable else { throw CommandFailure.notReady(profile: account.profile) }
  }

  private func chosenReport(in context: Context) async throws -> ProfileReport {
    var report = try ProfileReport(account.profile, domain: account.domain, context)
    guard check, report.isUsable else { return report }
    let notes = Notes(context.errors, isQuiet: network.quiet)
    let check = LoginCheck(
      credential: try Credential(account, in: context), domain: account.domain?.url.myDomain,
      kept: report.token, network: network, context: context, notes: notes)
    guard let token = try await check.token() else { return report }
    report.token = token
    report.isChecked = true
    return report
  }
}
