import CommandTree
import Wire

/// The address of an org, as people copy it from their browsers: with a path, a query, a mark.
struct DomainArgument: Value, Equatable {
  let url: BaseURL
  /// What was typed, where only its beginning counts.
  let pasted: String?

  /// A bare host means https.
  init(argument: String) throws(ValueProblem) {
    let typed = argument.trimmed
    let start = typed.firstRange(of: "://")?.upperBound ?? typed.startIndex
    let end = typed[start...].firstIndex { "?#\\".contains($0) } ?? typed.endIndex
    guard !typed[start..<end].prefix(while: { $0 != "/" }).contains("@") else {
      throw ValueProblem(
        reason: "has a user in it; the address alone is meant, such as acme.my.salesforce.com")
    }
    guard let url = BaseURL.typed(String(typed[..<end])) else {
      throw ValueProblem(reason: "is not an http or https address, such as acme.my.salesforce.com")
    }
    self.url = url
    pasted = end == typed.endIndex ? nil : typed
  }

  private init(_ url: BaseURL, pasted: String?) {
    self.url = url
    self.pasted = pasted
  }

  var argument: String { url.description }

  /// The org's My Domain, where this can be one: what is shown there comes from several hosts, and over https.
  ///
  /// - Throws: ``ValueProblem`` with the right form, where this cannot be one.
  func asMyDomain() throws(ValueProblem) -> DomainArgument {
    if let reason = Self.objection(to: url.myDomain.host) { throw ValueProblem(reason: reason) }
    let right = url.isLoopback ? url.replacing(path: "") : url.myDomain.secure
    return DomainArgument(right, pasted: right == url && pasted == nil ? nil : pasted ?? url.description)
  }

  private static func objection(to host: String) -> String? {
    let right =
      "the org's own address is meant, such as acme.my.salesforce.com (Setup › Quick Find: My Domain)"
    switch host {
    case "login.salesforce.com", "test.salesforce.com", "welcome.salesforce.com", "www.salesforce.com",
      "salesforce.com":
      return "is the login page that all orgs share; \(right)"
    case _ where host.hasSuffix(".salesforce-setup.com"): return "shows Setup pages; \(right)"
    case _ where siteSuffixes.contains { host.hasSuffix($0) }: return "is a site's address; \(right)"
    case _ where !host.contains(".") && !host.contains(":") && host != "localhost":
      return "is one word; the org's own address is meant, such as \(host).my.salesforce.com"
    default: return nil
    }
  }

  private static let siteSuffixes = [
    ".site.com", ".force.com", ".salesforce-sites.com", ".salesforce-experience.com",
  ]
}

extension BaseURL {
  /// The address of the org itself: its pages stand on hosts of their own, and copied addresses have paths.
  var myDomain: BaseURL {
    let pages = [".lightning.force.com", ".my.salesforce-setup.com"]
    guard let suffix = pages.first(where: { host.hasSuffix($0) }) else { return replacing(path: "") }
    return BaseURL(httpsHost: host.dropLast(suffix.count) + ".my.salesforce.com")
  }

  /// The same over https; another port than http's own is the user's business.
  fileprivate var secure: BaseURL {
    guard scheme == "http", let secure = BaseURL("https://\(authority)\(path)") else { return self }
    return secure
  }
}
