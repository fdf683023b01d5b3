import Wire

/// What a newcomer is told while signing in.
///
/// Source: Models API Developer Guide, "Access Models API with REST", Step 1 and 2.
enum LoginMessages {
  static let introduction = """
    To sign in you need an External Client App in your org, with the scopes api, sfap_api and refresh_token, the client \
    credentials flow and JSON Web Tokens (Setup › External Client App Manager). Three values are asked for.
    """

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

  /// Why an address cannot be a My Domain, where that is certain.
  static func objection(to url: BaseURL) -> String? {
    switch url.host {
    case "login.salesforce.com", "test.salesforce.com":
      "\(url.host) is the login page that all orgs share; tokens come from the org's own address."
    case let host where host.hasSuffix(".salesforce-setup.com"):
      "\(host) shows Setup pages; the org's own address ends in .my.salesforce.com."
    case _ where !url.isSafeForSecrets:
      "The secret would travel unprotected over plain http."
    default: nil
    }
  }

  /// A remark about a key that looks unlike one; it may be right all the same.
  static func doubt(aboutClientID key: String) -> String? {
    let isHexadecimal = key.allSatisfy(\.isHexDigit)
    if key.utf8.count == 64, isHexadecimal {
      return "This looks like a consumer secret; the key begins with 3MVG."
    }
    return key.hasPrefix("3MVG") ? nil : "Consumer keys usually begin with 3MVG; we will see."
  }
}
