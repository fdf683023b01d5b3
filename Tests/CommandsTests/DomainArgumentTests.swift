import CommandTree
import Testing
import Wire

@testable import Commands

/// Addresses as people paste them, and which org they mean.
struct DomainArgumentTests {
  @Test(arguments: [
    ("acme.my.salesforce.com", "https://acme.my.salesforce.com"),
    ("https://acme.my.salesforce.com/", "https://acme.my.salesforce.com"),
    (" https://acme.my.salesforce.com ", "https://acme.my.salesforce.com"),
    ("https://ACME.my.salesforce.com", "https://acme.my.salesforce.com"),
    ("https://acme.my.salesforce.com/services/oauth2/token", "https://acme.my.salesforce.com"),
    ("acme.lightning.force.com", "https://acme.my.salesforce.com"),
    ("https://acme.lightning.force.com/lightning/page/home?a=1#b", "https://acme.my.salesforce.com"),
    (
      "https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home",
      "https://acme.my.salesforce.com"
    ),
    ("acme--uat.sandbox.lightning.force.com", "https://acme--uat.sandbox.my.salesforce.com"),
    ("https://acme--uat.sandbox.my.salesforce-setup.com/x", "https://acme--uat.sandbox.my.salesforce.com"),
    ("acme--uat.sandbox.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com"),
    ("http://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost:8080/", "http://localhost:8080"),
    ("http://[::1]:8080", "http://[::1]:8080"),
  ])
  func isPutRight(_ text: String, _ domain: String) throws {
    let right = try DomainArgument(argument: text).asMyDomain()
    #expect(right.url.description == domain)
    #expect(try right.asMyDomain() == right)
  }

  @Test(arguments: [
    ("acme", "is one word; the org's own address is meant, such as acme.my.salesforce.com"),
    ("login.salesforce.com", "is the login page"), ("https://test.salesforce.com/", "is the login page"),
    ("https://acme.my.site.com/portal", "is a site's address"), ("acme.force.com", "is a site's address"),
    ("acme--c.vf.force.com", "is a site's address"), ("acme.my.salesforce-sites.com", "is a site's address"),
    ("acme.salesforce-setup.com", "shows Setup pages"),
  ])
  func isRefusedWithTheRightForm(_ text: String, _ reason: String) throws {
    let domain = try DomainArgument(argument: text)
    let problem = #expect(throws: ValueProblem.self) { try domain.asMyDomain() }
    #expect(problem?.reason.hasPrefix(reason) == true, "\(String(describing: problem))")
    #expect(problem?.reason.contains(".my.salesforce.com") == true)
  }

  @Test(arguments: [
    "https://me@acme.my.salesforce.com", "me:word@acme.my.salesforce.com", "", "ftp://acme.example",
    "https://",
  ])
  func isNoAddress(_ text: String) {
    #expect(throws: ValueProblem.self) { try DomainArgument(argument: text) }
  }
}
