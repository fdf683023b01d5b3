package import FoundationEssentials
package import Wire

extension CompatibleServer {
  /// What the server is told by the one who starts it.
  package struct Configuration: Sendable {
    /// Clients must present one of these; empty lets everybody in.
    package var keys: [String] = []
    /// Keys with names and limits, of which clients may present one as well; `nil` where there is no place for them.
    package var namedKeys: NamedKeys?
    /// Where the usage of ``namedKeys`` is kept; in memory where nobody says otherwise.
    package var keyUsage: any KeyUsageStore = KeyUsageMemory()
    /// Origins of web pages that may ask, besides those on loopback: `https://chat.example.com`.
    package var allowedOrigins: [String] = []
    /// Names under which the server may be addressed, besides loopback and the listening address; a name without a
    /// port stands for all of its ports.
    package var allowedHosts: [String] = []
    /// The address the server listens on, where it is not loopback.
    package var listeningHost: String?
    /// How much the server takes on.
    package var limits = Limits()
    /// Takes one line for each request, without its newline.
    package var log: (@Sendable (String) -> Void)?
    /// How ``log``'s lines are written.
    package var logFormat = AccessLogFormat.text
    /// This program's.
    package var version: String
    /// Whom the models are asked of, for those who look at the server; `nil` where nobody need know.
    package var upstream: Upstream?
    /// What the page at `/` shows; `nil` leaves it out.
    package var page: WebPage?
    /// The time of day.
    package var now: @Sendable () -> Date
    /// The time since a moment that stays the same: a clock that nobody sets, for what takes how long.
    package var elapsed: @Sendable () -> Duration = { ContinuousClock.now - start }
    /// A number that nobody can foresee, and not 0: for traces.
    package var random: @Sendable () -> UInt64 = { UInt64.random(in: 1...UInt64.max) }
    /// Makes an id that nobody has had before, from its prefix (`chatcmpl-`, `msg_` …).
    package var makeID: @Sendable (_ prefix: String) -> String

    private static let start = ContinuousClock.now

    /// - Parameters:
    ///   - version: this program's, for `/` and `/health`.
    ///   - makeID: an id that nobody has had before, from its prefix.
    package init(
      version: String, now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable (String) -> String
    ) {
      self.version = version
      self.now = now
      self.makeID = makeID
    }
  }

  /// Whom the models are asked of.
  package struct Upstream: Equatable, Sendable {
    /// What the API is called: `LLM Gateway`.
    package var api: String
    /// The org's.
    package var host: String

    /// Names for people.
    package init(api: String, host: String) { (self.api, self.host) = (api, host) }
  }

  /// How much the server takes on.
  package struct Limits: Sendable {
    /// Requests that wait for their answers at the same time, streams until they begin; one more gets 503.
    package var concurrentRequests = 1_024
    /// Bytes of a request's body when it is unpacked; more is answered with 413.
    package var body = 32 << 20
    /// What the bodies of all requests under way may take in memory; a listener takes their own lengths from it.
    package var bodies = BodyBudget(256 << 20)
    /// Requests under way, streams until their end; one more gets 503.
    package var openRequests = Int.max

    /// How much of ``bodies`` a body takes at least, by its length: itself, its texts once more, and the request that is
    /// made of it.
    package static let memoryFactor = 3

    /// As they are unless somebody says otherwise.
    package init() {}
  }
}
