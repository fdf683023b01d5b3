import Authorization
import CommandTree
import FoundationEssentials
import Wire

/// Signs out: the token is revoked, and what was kept is deleted.
struct AuthLogout: AccountCommand {
  var account = AccountOptions()
  var network = NetworkOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "logout", "Revoke the token and delete the kept credentials.",
      discussion:
        "Other settings of the profile stay. What is set in the environment cannot be deleted from here.",
      examples: [Example("sfmodels auth logout -p prod", "Forget one profile.")])
  }

  static var syntax: Syntax<Self> { [.group(\.account), .group(\.network)] }

  func run(in context: Context) async throws {
    let files = try LoginFiles(profile: account.profile, in: context)
    let notes = Notes(context.errors, isQuiet: network.quiet)
    // Without credentials there is no token of ours either.
    if let credential = try? Credential(account, in: context) {
      try await forgetToken(of: credential, context, notes)
    }
    try await files.forget(in: context)
    try context.output.line(prose: "Signed out of profile '\(account.profile)'.")
  }

  private func forgetToken(of credential: Credential, _ context: Context, _ notes: Notes) async throws {
    guard case .client(let domain, _, _) = credential, let key = credential.cacheKey,
      let cache = context.cacheEntry(key, notes)?.cache, let token = cache.token(for: key)
    else { return }
    context.redaction.remember(token.text)
    do {
      let service = try context.network(for: network, notes)
      try await TokenEndpoint(
        domain: domain, service: service, retrying: context.retrying(network, notes), now: context.now
      ).revoke(token)
    } catch {
      let reason = FailureReport(error, hiding: context.redaction).message
      notes.warn(
        "the token is deleted here but could not be revoked, and lives until \(token.expiry.words): \(reason)"
      )
    }
    try cache.remove(key)
  }
}
