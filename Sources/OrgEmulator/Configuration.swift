package import FoundationEssentials

extension Org {
  /// How the emulated org behaves: its clock, its faults and limits, its models.
  package struct Configuration: Sendable {
    /// What the org writes where a token's answer names an address.
    package enum Address: Sendable, Equatable {
      /// The origin that the request came to.
      case requested
      case absent
      case fixed(String)
    }

    /// The one app that may sign in.
    package struct Credentials: Sendable, Equatable {
      /// The consumer key.
      package var clientID: String
      /// The consumer secret.
      package var secret: String

      /// Both as the app would send them.
      package init(clientID: String, secret: String) {
        self.clientID = clientID
        self.secret = secret
      }
    }

    /// The time, for tokens, rate limits and batch jobs.
    package var now: @Sendable () -> Date
    /// Waits, for latency and between the events of a stream.
    package var pause: @Sendable (Duration) async throws -> Void

    /// Decides all that is random: ids, faults, the key of the tokens.
    package var seed: UInt64 = 1
    /// How long every answer takes.
    package var latency: Duration = .zero
    /// Requests a minute to each endpoint.
    package var rateLimit: Int?
    /// The errors that requests meet on purpose.
    package var faults: [Fault] = []
    /// The turns that are taken before replies are generated, first come first.
    package var script: [ScriptedTurn] = []
    /// "By default this token expires in 30 minutes" (Access Models API with REST, step 1).
    package var tokenLifetime: Duration = .seconds(30 * 60)
    /// The `instance_url` of a token's answer.
    package var instanceURL: Address = .requested
    /// The `api_instance_url` of a token's answer.
    package var apiInstanceURL: Address = .requested
    /// Without it, any client id with any secret signs in.
    package var credentials: Credentials?
    /// The certificate of the app in PEM, or its public key; without it, no assertion of the JWT bearer flow is taken.
    package var certificate: [UInt8]?
    /// The app's callback address; without it, any on loopback over http.
    package var callback: String?
    /// Whether each refresh token is good for one use and brings the next.
    package var rotatesRefreshTokens = false
    /// The gateway's key; without it, any key opens the gateway.
    package var apiKey: String?
    /// The pause before each event of a stream but the first.
    package var streamPause: Duration = .milliseconds(3)
    /// How long a batch job takes, from its start to its end.
    package var batchDuration: Duration = .seconds(8)
    /// How many cases the org has; of accounts a quarter, of articles an eighth.
    package var recordCount = 4000
    /// How long a query job of the Bulk API takes.
    package var queryJobDuration: Duration = .milliseconds(1500)
    /// The refusal that every token request meets.
    package var oauthRefusal: OAuthDenial?
    /// API names of models configured in Einstein Studio.
    package var customModels = ["Acme_Support_Tone_CM_12l_0Ay000001"]
    /// Is told of body fields that are ignored.
    package var note: @Sendable (String) -> Void = { _ in }

    /// An org with the documented defaults.
    package init(
      now: @escaping @Sendable () -> Date, pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
      self.now = now
      self.pause = pause
    }
  }
}
