import Authorization
import Digest
import FoundationEssentials
import Wire

extension FailureExamples {
  private static let domain = BaseURL(httpsHost: "acme.my.salesforce.com")

  /// One for each cause that can be told apart.
  static let refusedTokens = FailureExamples(
    "The org gives out no token",
    "The org's own code stands in parentheses, and the words by which the cause is known; both are always shown.",
    OAuthRefusal.Cause.allCases.map {
      AuthorizationFailure.refused(OAuthRefusal(exampleOf: $0), domain: domain)
    })

  static let signingIn = FailureExamples(
    "Signing in", "",
    tokens + [
      CommandFailure.notSignedIn(profile: "default", missing: ["SFMODELS_DOMAIN", "SFMODELS_CLIENT_ID"]),
      CommandFailure.notReady(profile: "NAME"), CommandFailure.onlyKey(profile: "NAME"),
      CommandFailure.noToken,
      CommandFailure.callbackPort(1717), CommandFailure.browserSessionOver(profile: "NAME"),
      CommandFailure.noTerminal(needed: ["--domain", "--client-id"]),
      CommandFailure.profileInUse("NAME"), CommandFailure.folderInUse("DIR"),
      CommandFailure.notAFolder("DIR"),
    ])

  private static let tokens: [AuthorizationFailure] =
    [302, 401, 404, 429, 500, 503].map {
      .unexpectedAnswer(UnexpectedAnswer(status: $0, location: "https://OTHER/"), domain: domain)
    } + [
      .unreachable(HTTPFailure(.name, .unknownHost, peer: domain.authority), domain: domain), .opaqueToken,
      .rejectedToken(domain: domain, said: nil), .endedToken(Date(timeIntervalSince1970: 1_767_225_600)),
      .unscopedToken(scope: "api"), .unscopedToken(scope: nil), .foreignAnswer,
      .secretCommandFailed(setting: "client-secret-command", status: "exit 1"),
      .unsafeDestination(BaseURL("http://HOST") ?? domain), .unknownInstance(named: nil),
      .unknownInstance(named: "HOST"),
    ]

  static let privateKeys = FailureExamples(
    "Private keys", "",
    [RSASignature.Problem.noKey, .otherKey, .locked, .wrongPassphrase, .failed].map {
      UnusableKey(path: "KEY", problem: $0)
    })
}
