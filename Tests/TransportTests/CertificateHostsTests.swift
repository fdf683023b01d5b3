import NIOSSL
import Testing

@testable import Transport

/// Whom a certificate is for.
struct CertificateHostsTests {
  private static func hosts(_ names: [String], _ addresses: [[UInt8]] = []) -> CertificateHosts {
    CertificateHosts(names: names.map { Array($0.utf8) }, addresses: addresses)
  }

  @Test(arguments: [
    (["acme.example"], "acme.example"), (["other", "Acme.EXAMPLE"], "acme.Example"),
    (["acme.example."], "acme.example"), (["acme.example"], "acme.example."),
    (["*.my.salesforce.com"], "acme.my.salesforce.com"), (["*.Example"], "a_b.example"),
    (["xn--bcher-kva.example"], "xn--bcher-kva.example"),
  ])
  func aNameIsProven(_ names: [String], _ host: String) {
    #expect(Self.hosts(names).contain(host))
  }

  @Test(arguments: [
    ([], "acme.example"), (["acme.example"], "acme.example.evil"), (["acme.example"], "evil-acme.example"),
    (["*.example"], "example"), (["*.example"], ".example"), (["*.example"], "a.b.example"),
    (["a*.example"], "acme.example"), (["*"], "acme"), (["acme.*"], "acme.example"),
    (["a.*.example"], "a.b.example"), (["acme.example\0.evil"], "acme.example"), ([""], ""), (["."], "."),
    (["127.0.0.1"], "127.0.0.1"), (["*.0.0.1"], "127.0.0.1"), (["::1"], "::1"),
  ])
  func anotherNameIsNot(_ names: [String], _ host: String) {
    #expect(!Self.hosts(names, [[10, 0, 0, 1]]).contain(host))
  }

  private static let loopback: [UInt8] = Array(repeating: 0, count: 15) + [1]

  @Test(arguments: [
    ("127.0.0.1", true), ("::1", true), ("0:0::1", true), ("127.0.0.2", false), ("::2", false),
  ])
  func anAddressIsProvenByItsBytes(_ host: String, _ isProven: Bool) {
    #expect(Self.hosts([], [[127, 0, 0, 1], Self.loopback]).contain(host) == isProven)
  }

  @Test func someOfThemAreShown() {
    #expect(Self.hosts(["a", "b"], [[10, 0, 0, 1], Self.loopback]).shown == ["a", "b", "10.0.0.1"])
    #expect(Self.hosts([], [Self.loopback, [1, 2, 3]]).shown == ["::1"])
  }

  @Test(arguments: [
    ("server", hosts(["localhost"], [[127, 0, 0, 1]])), ("elsewhere", hosts(["elsewhere.example"])),
    // It has no list of hosts.
    ("ca", hosts(["sfmodels test CA"])),
  ])
  func theyAreReadFromACertificate(_ name: String, _ hosts: CertificateHosts) throws {
    let certificate = try NIOSSLCertificate.fromPEMFile(NetworkTrustTests.file("\(name).pem"))[0]
    #expect(CertificateHosts(certificate) == hosts)
  }
}
