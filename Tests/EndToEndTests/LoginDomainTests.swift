import Glibc
import Testing

/// Addresses that are no org's own: put right with a word about it, or refused with the right form.
@Suite struct LoginDomainTests {
  private static func login(_ domain: String) async throws -> Outcome {
    var call = Call([
      "auth", "login", "--domain", domain, "--client-id", "k", "--client-secret-stdin", "--retries", "0",
    ])
    // Nobody is to be asked: the way out is a port on which nobody listens.
    call.environment = ["HOME": try Home().path, "HTTPS_PROXY": "http://127.0.0.1:1"]
    call.input = .text("s3cret")
    return try await call.run()
  }

  @Test(arguments: [
    ("acme.lightning.force.com", "https://acme.my.salesforce.com"),
    ("https://acme.lightning.force.com/lightning/page/home?x=1", "https://acme.my.salesforce.com"),
    ("acme.my.salesforce-setup.com/lightning/setup", "https://acme.my.salesforce.com"),
    ("acme--uat.sandbox.lightning.force.com", "https://acme--uat.sandbox.my.salesforce.com"),
    ("http://acme.my.salesforce.com", "https://acme.my.salesforce.com"),
  ])
  func areSaidToBePutRight(_ domain: String, _ right: String) async throws {
    let outcome = try await Self.login(domain)
    #expect(outcome.exit == 5)
    #expect(outcome.errors.hasPrefix("sfmodels: note: '"), "\(outcome.errors)")
    #expect(outcome.errors.contains("' means \(right), the org's My Domain\n"), "\(outcome.errors)")
  }

  @Test(arguments: [
    "login.salesforce.com", "https://test.salesforce.com", "acme", "acme.my.site.com",
    "me:pw@acme.my.salesforce.com",
  ])
  func areRefusedWithTheRightForm(_ domain: String) async throws {
    let outcome = try await Self.login(domain)
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("acme.my.salesforce.com"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("means"), "\(outcome.errors)")
  }
}
