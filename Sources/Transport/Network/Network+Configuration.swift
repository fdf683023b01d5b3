extension Network {
  /// How to reach the world.
  package struct Configuration: Sendable {
    /// The longest silence of a server: until the first byte of its answer, and between bytes.
    package var timeout: Duration = .seconds(120)
    /// The longest time to open a connection, with a proxy's and TLS's greetings.
    package var connectTimeout: Duration = .seconds(10)
    /// The longest time for an exchange, from the start to the last byte of the answer; `nil`: no limit.
    package var maxTime: Duration?
    package var proxies: ProxySettings = .none
    package var trust: TrustRoots = .system
    /// For hosts that ask for mutual TLS.
    package var clientCertificate: ClientCertificate?
    /// How many connections may be open to one host. A request that finds none free waits for one, but not longer
    /// than ``connectTimeout``: this should be no less than the number of requests made at the same time.
    package var connectionsPerHost: Int = 8
    /// Whether an answer whose length is known, and not great, is handed out when it is whole: cheaper than in pieces,
    /// for those who have no use for pieces.
    package var gathersAnswers = false
    /// The `User-Agent` of requests that bring none.
    package var userAgent: String

    package init(userAgent: String) {
      self.userAgent = userAgent
    }
  }
}
