import Authorization
import Wire

extension Credential {
  /// Where new tokens come from.
  func source(over network: any HTTPService, _ retrying: RetryLoop, in context: Context) -> any TokenSource {
    func endpoint(_ domain: BaseURL) -> TokenEndpoint {
      TokenEndpoint(domain: domain, service: network, retrying: retrying, now: context.now)
    }
    switch self {
    case .pretended:
      return ClientCredentials(
        endpoint(BaseURL(httpsHost: "emulator.my.salesforce.com")), clientID: "emulator",
        secret: { "emulator" })
    case .given(let token): return GivenToken(token, now: context.now)
    case .kept(let token): return GivenToken(token, isKept: true, now: context.now)
    case .key: return NoToken()
    case .client(let domain, let id, let secret):
      return ClientCredentials(endpoint(domain), clientID: id) { try await secret.text(in: context) }
    case .signed(let domain, let id, let key):
      let signer = KeySigner(key, in: context)
      return JWTBearer(endpoint(domain), clientID: id, username: key.username, now: context.now) {
        try await signer.sign($0)
      }
    case .refreshed(let domain, let id, let session):
      let kept = KeptRefreshToken(profile: session.profile, context: context)
      return RefreshTokenGrant(
        endpoint(domain), clientID: id, secret: { try await session.secret?.text(in: context) },
        kept: { try kept.text() }, keep: { await kept.replace($1, with: $0) })
    }
  }
}

/// The refresh token of a profile, as it stands in the credentials now: others may have put the next one there.
private struct KeptRefreshToken: Sendable {
  let profile: String
  let context: Context

  /// - Throws: ``CommandFailure/browserSessionOver(profile:)`` where there is none; ``SettingsFailure``.
  func text() throws -> String {
    let file = try context.directories.map { try CredentialsFile($0.credentials) }
    guard let text = file?[secret: "refresh-token", profile: profile] else {
      throw CommandFailure.browserSessionOver(profile: profile)
    }
    context.redaction.remember(text)
    return text
  }

  /// Whoever signs in or out meanwhile has the last word.
  func replace(_ old: String, with new: String) async {
    context.redaction.remember(new)
    do {
      try await SettingsChange.make(in: context) { change in
        var credentials = try change.credentials()
        guard credentials[secret: "refresh-token", profile: profile] == old else { return }
        try credentials.set("refresh-token", profile: profile, to: new)
      }
    } catch {
      // The token at hand is good all the same.
      let reason = FailureReport(error, hiding: context.redaction).message
      Notes(context.errors, isQuiet: false).warn(
        "the org gave a new refresh token, which cannot be kept: \(reason); the next run will have to sign in again"
      )
    }
  }
}

/// In the place of tokens where there are none: a key of the LLM Gateway is sent as it is.
private struct NoToken: TokenSource {
  func token() async throws -> AccessToken { throw CommandFailure.noToken }
}

extension Profile.Secret {
  /// - Throws: ``AuthorizationFailure/secretCommandFailed(setting:status:)``.
  func text(in context: Context) async throws -> String {
    switch self {
    case .text(let text): text
    case .command(let line): try await SecretCommand(line, for: "client-secret-command").secret(in: context)
    }
  }

  /// The key of an API, whose command is run once.
  func key(in context: Context) -> @Sendable () async throws -> String {
    switch self {
    case .text(let text): return { text }
    case .command(let line):
      let once = SecretOnce(SecretCommand(line, for: "api-key-command"), in: context)
      return { try await once.value() }
    }
  }
}
