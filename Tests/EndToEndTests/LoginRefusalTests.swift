import Glibc
import TestSupport
import Testing

/// Every way in which an org is known to refuse a token, in every flow that asks for one by itself: the same sentence,
/// the same exit status, and nothing is kept.
@Suite struct LoginRefusalTests {
  private static let sentences: [(name: String, exit: Int32, sentence: String)] = [
    ("invalid_client_id", 3, "it does not know the consumer key (invalid_client_id)"),
    ("wrong-secret", 3, "the consumer secret is wrong (invalid_client)"),
    ("domain", 3, "this address is not its My Domain (invalid_grant)"),
    ("no-run-as-user", 3, "the app has no user to run as (invalid_grant)"),
    ("no-scopes", 3, "the app has no scope that this flow may use (invalid_grant)"),
    ("grant-type", 3, "the app does not allow this flow (unsupported_grant_type)"),
    ("not-approved", 3, "the user is not approved for the app (invalid_grant)"),
    ("app-access", 3, "the user is not approved for the app (invalid_app_access)"),
    ("not-consented", 3, "the user has not approved the app (invalid_grant)"),
    ("audience", 3, "the assertion is made out for another host (invalid_grant)"),
    ("expired-token", 3, "the grant has expired (invalid_grant)"),
    ("authentication-failure", 3, "the login failed (invalid_grant)"),
    ("inactive-user", 3, "the user is not active (inactive_user)"),
    ("inactive-org", 3, "the org is not active (inactive_org)"),
    ("rate-limit", 4, "too many logins (rate_limit_exceeded)"),
    ("response-type", 3, "the app does not allow this kind of answer (unsupported_response_type)"),
    ("invalid-request", 3, "the request is not valid (invalid_request)"),
    ("redirect-uri", 3, "the callback address is not the app's (redirect_uri_mismatch)"),
    ("scope", 3, "a scope is not allowed (invalid_scope)"),
    ("denied", 3, "access was denied in the browser (access_denied)"),
    ("assertion", 3, "it knows no certificate of this app that fits the private key (invalid_grant)"),
  ]

  @Test(arguments: ["client-credentials", "jwt-bearer"])
  func everyRefusalHasItsSentence(_ flow: String) async throws {
    let home = try Home()
    let key = try home.write(TestKeys.pkcs8, to: "key.pem")
    let certificate = try home.write(TestKeys.certificate, to: "certificate.pem")
    let proof =
      flow == "jwt-bearer"
      ? ["--private-key", key, "--username", "ci@acme.example"] : ["--client-secret-command", "echo s3cret"]
    let outcomes = try await EmulatorTests.withEmulator(["--certificate", certificate]) { address, _ in
      try Self.sentences.map { refusal in
        var call = Call(
          [
            "auth", "login", "--flow", flow, "--retries", "0", "--domain", address, "--client-id",
            "refuse-\(refusal.name)",
          ]
            + proof)
        call.environment = ["HOME": home.path]
        return try Child(call).finish()
      }
    }
    for (refusal, outcome) in zip(Self.sentences, outcomes) {
      #expect(outcome.exit == refusal.exit, "\(refusal.name): \(outcome.errors)")
      #expect(
        outcome.errors.hasPrefix("sfmodels: the org refused to give out a token: \(refusal.sentence)\n"),
        "\(refusal.name): \(outcome.errors)")
      #expect(outcome.errors.contains("\n  hint: "), "\(refusal.name): \(outcome.errors)")
      #expect(outcome.output == "")
    }
    #expect(try home.files() == ["certificate.pem", "key.pem"])
  }
}
