import Authorization
import TestSupport
import Wire

let acme = BaseURL(httpsHost: "acme.my.salesforce.com")

/// Asks an org for a token with client credentials, and never waits.
func fetchToken(
  _ upstream: ScriptedService, domain: BaseURL = acme, secret: String = "s3cret", retries: Int = 0,
  pauses: Recorder<Duration> = Recorder()
) async throws -> AccessToken {
  let endpoint = TokenEndpoint(
    domain: domain, service: upstream,
    retrying: RetryLoop(RetryPolicy(retries: retries), pause: { pauses.record($0) }), now: { start })
  return try await ClientCredentials(endpoint, clientID: "3MVG9.k_y") { secret }.token()
}

/// A successful answer with this body.
func success(_ json: String) -> String { "HTTP/1.1 200 OK\n\n\(json)" }
