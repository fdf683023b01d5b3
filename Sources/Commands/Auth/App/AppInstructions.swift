import Wire

/// What is left to be done when an app's files are written.
struct AppInstructions: Equatable, Sendable {
  let app: ExternalClientApp
  let directory: String
  /// Where the private key is, if there is one.
  let keyPath: String?
  /// `nil` for the usual one.
  let profile: String?

  var introduction: String { "The app '\(app.name)' is written to \(directory). Two commands put it to use:" }

  /// Lines for a shell.
  var commands: [String] {
    ["cd \(Self.word(directory)) && sf project deploy start --source-dir force-app", login]
  }

  private var login: String {
    var words = ["sfmodels", "auth", "login"]
    if let profile { words += ["-p", profile] }
    words += ["--flow", app.flow.rawValue, "--domain", "MY-DOMAIN.my.salesforce.com"]
    words += ["--client-id", app.consumerKey]
    if let keyPath { words += ["--private-key", keyPath, "--username", "USER"] }
    return words.map(Self.word).joined(separator: " ")
  }

  /// What no file can do; sentences.
  var byHand: [String] {
    let page = "Setup › External Client App Manager › \(app.label)"
    let key = """
      Some orgs make a consumer key of their own. 'sf project retrieve start -m \
      ExtlClntAppGlobalOauthSettings:\(app.name)_glbloauth' in that folder brings it back as <consumerKey>; where it \
      differs, it goes after --client-id.
      """
    let tokens = "\(page) › Policies: 'Issue JSON Web Token (JWT)-based access tokens' must be on."
    let first = """
      An org that never had such an app wants one click before: Setup › External Client Apps › Settings › Allow access \
      to External Client Apps.
      """
    switch app.flow {
    case .web: return [key, tokens, first]
    case .jwtBearer:
      let user = """
        The user needs the permission set: 'sf org assign permset --name \(app.name) --on-behalf-of USER', or Setup › \
        Permission Sets › \(app.label) › Manage Assignments.
        """
      return [user, key, tokens, first]
    case .clientCredentials:
      let secret = """
        The secret is shown nowhere else: \(page) › Settings › OAuth Settings › Consumer Key and Secret. 'auth login' \
        asks for it.
        """
      let user =
        app.runAs == nil
        ? "\(page) › Policies › Edit › Enable Client Credentials Flow › Run As: choose a user."
        : "Where the deployment refuses the user, leave --run-as out and choose one: \(page) › Policies › Edit › Run As."
      return [secret, user, key, tokens, first]
    }
  }

  /// As a shell takes it for one word.
  private static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-_./:=@%+,".utf8.contains($0)
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacingScalars(["'": #"'\''"#]) + "'"
  }
}
