import Authorization
import FileSystem
import Wire

/// What a login leaves in the files of a profile.
struct LoginRecord {
  /// By the names of settings.
  var settings: [String: String]
  /// By the names of credentials.
  var secrets: [String: String] = [:]

  /// - Parameter answer: what the org gave out for it.
  init(_ login: Login, _ answer: TokenAnswer) {
    settings = ["domain": login.domain.url.myDomain.description, "client-id": login.clientID]
    switch login.proof {
    case .secret(let secret): keep(secret, as: "client-secret")
    case .browser(let secret):
      settings["flow"] = LoginFlow.web.rawValue
      settings["user-id"] = answer.token.userID
      if let secret { keep(secret, as: "client-secret") }
      secrets["refresh-token"] = answer.refreshToken
    case .key(let key):
      settings["flow"] = LoginFlow.jwtBearer.rawValue
      settings["username"] = key.username
      settings["private-key-file"] = key.path
      settings["passphrase-command"] = key.passphraseCommand
    }
  }

  /// - Parameter domain: of the org that made the token, where that is known.
  init(accessToken: String, domain: BaseURL?) {
    settings = ["flow": LoginFlow.accessToken.rawValue]
    settings["domain"] = domain?.description
    secrets = ["access-token": accessToken]
  }

  init(apiKey: Profile.Secret) {
    settings = ["flow": LoginFlow.apiKey.rawValue]
    keep(apiKey, as: "api-key")
  }

  private mutating func keep(_ secret: Profile.Secret, as name: String) {
    switch secret {
    case .text(let text): secrets[name] = text
    case .command(let line): settings["\(name)-command"] = line
    }
  }
}

/// All that one needs to sign in.
struct Login: Sendable {
  /// What tells the org that it is us.
  enum Proof: Sendable {
    case secret(Profile.Secret)
    case key(PrivateKeyFile)
    /// The person, with the secret of an app that wants one.
    case browser(Profile.Secret?)
  }

  var domain: DomainArgument
  var clientID: String
  var proof: Proof

  /// Under which key the cache keeps a token of it.
  func cacheKey(for token: AccessToken) -> TokenCache.Key {
    let user =
      switch proof {
      case .secret: ""
      case .key(let key): key.username
      case .browser: token.userID
      }
    return TokenCache.Key(domain: domain.url.myDomain.description, clientID: clientID, user: user)
  }
}

extension AccessToken {
  /// The user's record id, as far as the org says it: what tells the kept tokens of several people apart.
  var userID: String { namedUser ?? "unknown" }

  /// The same; `nil` where the org does not say.
  var namedUser: String? {
    (identity?.split(separator: "/").last ?? claims?.subject?.split(separator: ":").last).map(String.init)
  }
}
