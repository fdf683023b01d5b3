import Authorization
import Wire

extension FailureReport {
  init(_ failure: AuthorizationFailure) {
    switch failure {
    case .refused(let refusal, let domain):
      self.init(refusal, domain)
    case .unexpectedAnswer(let answer, let domain):
      self.init(answer, domain)
    case .unreachable(let failure, let domain):
      self.init(failure)
      message = "no token from \(domain): \(message)"
      if failure.reason == .unknownHost { hint = OAuthHints.domain }
    case .opaqueToken:
      self.init(
        .notSignedIn, "the token is not a JSON Web Token, and the API answers 404 to others",
        hint: OAuthHints.tokens)
    case .unsafeDestination(let url):
      self.init(
        .usage, "a token may not go to \(url) over plain http",
        hint: "use https; plain http is for loopback only")
    case .secretCommandFailed(let status):
      self.init(
        .notSignedIn, "the command that should print the client secret failed (\(status))",
        hint: "run it by hand: 'sfmodels config get client-secret-command' prints it")
    }
  }

  private init(_ refusal: OAuthRefusal, _ domain: BaseURL) {
    let exit = refusal.cause == .rateLimited ? ExitStatus.rateLimited : .notSignedIn
    self.init(
      exit, "the org refused to give out a token: \(OAuthHints.reason(refusal.cause))",
      hint: OAuthHints.mend(refusal.cause, domain))
    code = refusal.error
    said = refusal.description
  }

  private init(_ answer: UnexpectedAnswer, _ domain: BaseURL) {
    switch answer.status {
    case 429: self.init(.rateLimited, "\(domain) gives out no token at the moment", hint: "wait a moment")
    case 423, 502, 503, 504: self.init(.unavailable, "\(domain) is not available", hint: "try again later")
    case 300..<400:
      self.init(
        .failed, "\(domain) redirects to \(answer.location ?? "nowhere") instead of giving a token",
        hint: OAuthHints.domain)
    case 400..<500:
      self.init(.notSignedIn, "\(domain) does not give out tokens", hint: OAuthHints.domain)
    default:
      self.init(
        .failed, "\(domain) answered a request for a token in a way it should not", hint: OAuthHints.domain)
    }
    status = answer.status
    said = answer.excerpt
  }
}
