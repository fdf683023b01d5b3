import Authorization
import Wire

/// What each refusal of a token means, and where to click to mend it.
///
/// Source: Models API Developer Guide, "Access Models API with REST", Step 1 and 2; Salesforce Help, "OAuth 2.0 Flow Errors".
enum OAuthHints {
  static let domain =
    "the domain must be the org's My Domain, like https://acme.my.salesforce.com: Setup › Quick Find: My Domain › Current My Domain URL"

  static let tokens =
    "let the app issue JSON Web Tokens: Setup › External Client App Manager › the app › Settings › OAuth Settings › 'Issue JSON Web Token (JWT)-based access tokens for named users', and the same on its Policies tab; then 'sfmodels auth login'"

  private static let app = "Setup › External Client App Manager › the app"
  private static let key = "\(app) › Settings › OAuth Settings › Consumer Key and Secret"

  static func reason(_ cause: OAuthRefusal.Cause) -> String {
    switch cause {
    case .unknownClient: "it does not know the consumer key"
    case .wrongSecret: "the consumer secret is wrong"
    case .notMyDomain: "this address is not its My Domain"
    case .noRunAsUser: "the app has no user to run as"
    case .noScopes: "the app has no scope that this flow may use"
    case .flowNotEnabled: "the app does not allow this flow"
    case .notApproved: "the user is not approved for the app"
    case .consentMissing: "the user has not approved the app"
    case .wrongAudience: "the assertion is made out for another host"
    case .expiredGrant: "the grant has expired"
    case .loginFailed: "the login failed"
    case .inactiveUser: "the user is not active"
    case .inactiveOrg: "the org is not active"
    case .rateLimited: "too many logins"
    case .invalidScope: "a scope is not allowed"
    case .redirectMismatch: "the callback address is not the app's"
    case .invalidRequest: "the request is not valid"
    case .unsupportedResponse: "the app does not allow this kind of answer"
    case .denied: "access was denied in the browser"
    case .wrongSignature: "it knows no certificate of this app that fits the private key"
    case .badCode:
      "the code that the browser brought is not good: it was used before, or another program asked for it"
    case .other: "it does not say why"
    case .wrongClock: "this machine's clock, or the org's, is wrong: they differ by more than a minute"
    }
  }

  static func mend(_ cause: OAuthRefusal.Cause, _ domain: BaseURL) -> String {
    switch cause {
    case .unknownClient: "copy the key again: \(key); an app made minutes ago may need ten more"
    case .wrongSecret: "copy the secret again, without spaces: \(key); then 'sfmodels auth login'"
    case .notMyDomain: "\(Self.domain) (now: \(domain))"
    case .noRunAsUser: "\(app) › Policies › Edit › Enable Client Credentials Flow, and name a user in Run As"
    case .noScopes, .invalidScope:
      "\(app) › Settings › OAuth Settings: select the scopes api, sfap_api and refresh_token"
    case .flowNotEnabled:
      "\(app): select Enable Client Credentials Flow, or the flow that you sign in with, on the Settings tab and on the Policies tab"
    case .notApproved, .consentMissing:
      "\(app) › Policies › App Policies: permit the user through a profile or permission set"
    case .wrongAudience:
      "use login.salesforce.com, test.salesforce.com for sandboxes, or the My Domain as audience"
    case .expiredGrant, .loginFailed: "sign in again: 'sfmodels auth login'"
    case .inactiveUser: "Setup › Users: activate the Run As user, or name another on the app's Policies tab"
    case .inactiveOrg: "ask the org's administrator, or Salesforce"
    case .rateLimited: "wait a few minutes"
    case .denied: "sign in again, and choose Allow: 'sfmodels auth login'"
    case .wrongSignature:
      "\(app) › Settings › OAuth Settings › Enable JWT Bearer Flow: upload the certificate that belongs to the key, and check user and audience"
    case .badCode: "sign in again: 'sfmodels auth login'"
    case .wrongClock: "set the clock, in a virtual machine also the host's: 'timedatectl' shows both"
    case .redirectMismatch: "\(app) › Settings › OAuth Settings › Callback URL must match to the letter"
    case .invalidRequest, .unsupportedResponse, .other: "look at the app's settings: \(app)"
    }
  }
}
