package import FoundationEssentials

extension Org {
  /// How the pretend org behaves: its world, its temper, its models.
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
      package var clientID: String
      package var secret: String

      package init(clientID: String, secret: String) {
        self.clientID = clientID
        self.secret = secret
      }
    }

    package var now: @Sendable () -> Date
    package var pause: @Sendable (Duration) async throws -> Void

    /// Decides all that is random: ids, faults, the key of the tokens.
    package var seed: UInt64 = 1
    /// How long every answer takes.
    package var latency: Duration = .zero
    /// Requests a minute to each endpoint.
    package var rateLimit: Int?
    package var faults: [Fault] = []
    package var script: [ScriptedTurn] = []
    /// "By default this token expires in 30 minutes" (Access Models API with REST, step 1).
    package var tokenLifetime: Duration = .seconds(30 * 60)
    package var instanceURL: Address = .requested
    package var apiInstanceURL: Address = .requested
    /// Without it, any client id with any secret signs in.
    package var credentials: Credentials?
    /// The gateway's key; without it, any key opens the gateway.
    package var apiKey: String?
    /// The pause before each event of a stream but the first.
    package var streamPause: Duration = .milliseconds(3)
    /// How long a batch job takes, from its start to its end.
    package var batchDuration: Duration = .seconds(8)
    /// The refusal that every token request meets.
    package var oauthRefusal: OAuthDenial?
    /// API names of models configured in Einstein Studio.
    package var customModels = ["Acme_Support_Tone_CM_12l_0Ay000001"]
    /// Hears of body fields that are ignored.
    package var note: @Sendable (String) -> Void = { _ in }

    package init(
      now: @escaping @Sendable () -> Date, pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
      self.now = now
      self.pause = pause
    }
  }
}
