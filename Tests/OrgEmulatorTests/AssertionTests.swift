import Digest
import FoundationEssentials
import OrgEmulator
import TestSupport
import Testing
import Wire

/// The JWT bearer flow: what is signed is taken, when it is signed with the app's key.
@Suite struct AssertionTests {
  /// What a statement says, and with which key.
  struct Statement: Sendable {
    var header = #"{"alg":"RS256"}"#
    var issuer: String? = "key"
    var subject: String? = "ci@acme.example"
    var audience = #""https://login.salesforce.com""#
    /// Seconds from now.
    var end = 120
    var key = TestKeys.pkcs1

    func assertion() throws -> String {
      let members = [
        issuer.map { #""iss":"\#($0)""# }, subject.map { #""sub":"\#($0)""# }, #""aud":\#(audience)"#,
        #""exp":\#(1_760_000_000 + end)"#,
      ].compactMap { $0 }
      let content = [header, "{\(members.joined(separator: ","))}"].map { Base64URL.encode(Data($0.utf8)) }
        .joined(separator: ".")
      let signature = try RSASignature.sign(Array(content.utf8), withKey: Array(key.utf8))
      return "\(content).\(Base64URL.encode(Data(signature)))"
    }
  }

  private static func answer(_ assertion: String, _ certificate: String? = TestKeys.certificate) async throws
    -> Answer
  {
    try await TestOrg { $0.certificate = certificate.map { Array($0.utf8) } }.send(
      tokenRequest("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=\(assertion)"))
  }

  @Test(
    arguments: [
      Statement(), Statement(audience: #""https://test.salesforce.com""#),
      Statement(audience: #""http://acme.my.salesforce.com""#),
      Statement(audience: #"["https://elsewhere.example","https://login.salesforce.com"]"#),
      Statement(end: 180),
    ], [TestKeys.certificate, TestKeys.publicKey])
  func aGoodStatementBringsAToken(_ statement: Statement, _ certificate: String) async throws {
    let answer = try await Self.answer(statement.assertion(), certificate)
    #expect(answer.status == 200, "\(answer.body)")
    #expect(try answer.json["token_format"] == "jwt")
    #expect(try answer.json["refresh_token"] == nil)
  }

  @Test(arguments: [
    (Statement(key: TestKeys.other), "invalid assertion"),
    (Statement(header: #"{"alg":"none"}"#), "invalid assertion"),
    (Statement(header: #"{"alg":"HS256"}"#), "invalid assertion"),
    (Statement(audience: #""https://elsewhere.example""#), "Audience validation failed"),
    (Statement(audience: "7"), "Audience validation failed"),
    (Statement(end: 0), "expired authorization code"), (Statement(end: 181), "expired authorization code"),
    (Statement(subject: nil), "user hasn't approved this consumer"),
    (Statement(issuer: nil), "client identifier invalid"),
    (Statement(issuer: "refuse-not-approved"), "user is not admin approved to access this app"),
  ])
  func aBadOneIsRefused(_ statement: Statement, _ description: String) async throws {
    let answer = try await Self.answer(statement.assertion())
    #expect(answer.status == 400)
    #expect(try answer.json["error_description"] == .string(description))
  }

  @Test(arguments: ["", "a.b.c", "x"]) func whatIsNoStatementIsRefused(_ assertion: String) async throws {
    #expect(try await Self.answer(assertion).status == 400)
  }

  @Test func withoutACertificateNobodysSignatureIsKnown() async throws {
    let answer = try await Self.answer(Statement().assertion(), nil)
    #expect(answer.summary == #"400 {"error":"invalid_grant","error_description":"invalid assertion"}"#)
  }
}
