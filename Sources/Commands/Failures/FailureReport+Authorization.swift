import Authorization
import Wire

extension FailureReport {
  init(_ failure: AuthorizationFailure) {
    switch failure {
    case .refused(let refusal, let domain):
      self.init(refusal, failure.failureClass, domain)
    case .unexpectedAnswer(let answer, let domain):
      self.init(answer, domain)
    case .unreachable(let failure, let domain):
      self.init(failure)
      message = "no token from \(domain): \(message)"
      if failure.reason == .unknownHost, failure.stage != .proxy { hint = OAuthHints.domain }
    case .opaqueToken:
      self.init(
        for: failure.failureClass, "the token is not a JSON Web Token, and the API answers 404 to others",
        hint: OAuthHints.tokens)
    case .unsafeDestination(let url):
      self.init(
        for: failure.failureClass, "a token may not go to \(url) over plain http",
        hint: "use https; plain http is for loopback only")
    case .unknownInstance(let named):
      let host = named.map { "a token may not go to \($0), which the org names as its own host" }
      self.init(
        for: failure.failureClass, host ?? "nobody has named the org's own host",
        hint: "give the org's My Domain: --domain https://acme.my.salesforce.com")
    case .rejectedToken(let domain, let said):
      self.init(
        for: failure.failureClass,
        "\(domain) no longer takes the token: it was revoked, or the user's access ended",
        hint: "sign in again: 'sfmodels auth login'")
      self.said = said
    case .endedToken(let end):
      self.init(
        for: failure.failureClass, "the access token that was given at the login ended at \(end.words)",
        hint: "give another: 'sfmodels auth login --access-token-stdin'")
    case .unscopedToken(let scope):
      let scopes = scope.map { "its scopes are \($0)" } ?? "it names none"
      self.init(
        for: failure.failureClass,
        "the token lacks the scope sfap_api, without which the API refuses it (\(scopes)); it is not kept",
        hint:
          "add 'Access the Salesforce API Platform (sfap_api)' to the OAuth scopes of the app that made it")
    case .foreignAnswer:
      self.init(
        for: failure.failureClass,
        "what the browser brought back answers another sign-in: its state is not the one that was sent",
        hint: "sign in again: 'sfmodels auth login --flow web'")
    case .secretCommandFailed(let setting, let status):
      let secret = setting.split(separator: "-").dropLast().joined(separator: " ")
      self.init(
        for: failure.failureClass, "the command that should print the \(secret) failed (\(status))",
        hint: "run it by hand: 'sfmodels config get \(setting)' prints it")
    }
  }

  private init(_ refusal: OAuthRefusal, _ failureClass: FailureClass, _ domain: BaseURL) {
    self.init(
      for: failureClass, "the org refused to give out a token: \(OAuthHints.reason(refusal.cause))",
      hint: OAuthHints.mend(refusal.cause, domain))
    code = refusal.error
    said = refusal.description
  }

  private init(_ answer: UnexpectedAnswer, _ domain: BaseURL) {
    self.init(for: answer.failureClass, Self.message(for: answer, domain), hint: Self.hint(for: answer))
    status = answer.status
    said = answer.excerpt
  }

  private static func message(for answer: UnexpectedAnswer, _ domain: BaseURL) -> String {
    switch answer.failureClass {
    case .throttled, .quota: "\(domain) gives out no token at the moment"
    case .busy, .unavailable, .unknownHost, .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff,
      .timedOut:
      "\(domain) is not available"
    case .redirected: "\(domain) redirects to \(target(of: answer.location)), which is not followed"
    case .unauthorized, .forbidden, .rejected, .tooLarge, .notFound, .clientError:
      "\(domain) does not give out tokens"
    case .internalError, .serverError, .malformed, .notSent:
      "\(domain) answered a request for a token in a way it should not"
    }
  }

  private static func hint(for answer: UnexpectedAnswer) -> String {
    switch answer.failureClass {
    case .throttled, .quota: "wait a moment"
    case .busy, .unavailable, .unknownHost, .untrustedCertificate, .unreachable, .connectTimedOut, .cutOff,
      .timedOut:
      "try again later"
    case .redirected, .unauthorized, .forbidden, .rejected, .tooLarge, .notFound, .clientError,
      .internalError,
      .serverError, .malformed, .notSent:
      OAuthHints.domain
    }
  }
}
