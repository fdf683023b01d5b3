import Wire

/// What a newcomer is told while signing in.
///
/// Source: Models API Developer Guide, "Access Models API with REST", Step 1 and 2.
enum LoginMessages {
  static let ways = """
    Do you have an app in your org, an External Client App? Then it decides how you can sign in:
      1  with the browser, as yourself; the app needs no secret (web)
      2  with the app's consumer key and secret, for programs (client-credentials)
      3  with a private key whose certificate the app has (jwt-bearer)
    Without an app:
      4  with a key of the LLM Gateway (api-key)
      5  with an access token that was made elsewhere (access-token)
    To make an app: 'sfmodels auth app DIR' writes one as files; or Setup › External Client App Manager › New External \
    Client App.
    """

  static func introduction(to flow: LoginFlow) -> String {
    let (needs, count) =
      switch flow {
      case .web: ("PKCE, the callback address http://localhost:1717/OauthRedirect", "Two")
      case .jwtBearer: ("the JWT bearer flow with the certificate of your key", "Four")
      case .clientCredentials, .accessToken, .apiKey: ("the client credentials flow", "Three")
      }
    return """
      To sign in you need an External Client App in your org, with the scopes api, sfap_api and refresh_token, \(needs) \
      and JSON Web Tokens (Setup › External Client App Manager). \(count) values are asked for.
      """
  }

  static let domain = """

    1. My Domain is your org's own address, such as acme.my.salesforce.com.
       Setup › Quick Find: My Domain › Current My Domain URL
    """

  static let clientID = """

    2. The consumer key names the app; it is no secret.
       Setup › External Client App Manager › the app › Settings › OAuth Settings › Consumer Key and Secret
    """

  static let secret = """

    3. The consumer secret stands beside the key, on the same page.
    """

  static let privateKey = """

    3. The private key whose certificate the app has, as a PEM file that only you can read.
       Setup › External Client App Manager › the app › Settings › OAuth Settings › Enable JWT Bearer Flow
    """

  static let username = """

    4. The user whom the app shall act for, by the name with which they log in.
    """

  /// A remark about a key that looks unlike one; it may be right all the same.
  static func doubt(aboutClientID key: String) -> String? {
    let isDigits = key.utf8.count == 64 && key.allSatisfy(\.isHexDigit)
    // What 'auth app' makes is written small; the secrets that orgs make are not.
    if isDigits, key == key.lowercased() { return nil }
    if isDigits { return "This looks like a consumer secret; the key begins with 3MVG." }
    return key.hasPrefix("3MVG") ? nil : "Consumer keys usually begin with 3MVG; we will see."
  }
}
