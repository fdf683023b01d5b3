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
    guard let domain = credential.domain, let key = credential.cacheKey else { return }
    let cache = context.cacheEntry(key, notes)?.cache
    if let cache, let token = cache.token(for: key) {
      context.redaction.remember(token.text)
      await revoke(token.text, "token", "lives until \(token.expiry.words)", at: domain, context, notes)
      try cache.remove(key)
    }
    // The token first: with the refresh token it would be gone already, and could not be revoked.
    if case .refreshed(_, _, let session) = credential, let token = session.refreshToken {
      await revoke(token, "refresh token", "can still get tokens", at: domain, context, notes)
    }
  }

  /// - Parameter rest: what a token does that could not be revoked.
  private func revoke(
    _ token: String, _ name: String, _ rest: String, at domain: BaseURL, _ context: Context, _ notes: Notes
  ) async {
    do {
      let service = try context.network(for: network, notes)
      try await TokenEndpoint(
        domain: domain, service: service, retrying: context.retrying(network, notes), now: context.now
      ).revoke(token)
    } catch {
      let reason = FailureReport(error, hiding: context.redaction).message
      notes.warn("the \(name) is deleted here but could not be revoked, and \(rest): \(reason)")
    }
  }
}
