package import FoundationEssentials

extension CompatibleServer {
  /// What the server is told by the one who starts it.
  package struct Configuration: Sendable {
    /// Clients must present one of these; empty lets everybody in.
    package var keys: [String] = []
    /// Origins of web pages that may ask, besides those on loopback.
    package var allowedOrigins: [String] = []
    /// Names under which the server may be addressed, besides loopback and the listening address.
    package var allowedHosts: [String] = []
    package var version: String
    package var now: @Sendable () -> Date
    /// Makes an id that nobody has had before, from its prefix (`chatcmpl-`, `msg_` …).
    package var makeID: @Sendable (_ prefix: String) -> String

    package init(
      version: String, now: @escaping @Sendable () -> Date, makeID: @escaping @Sendable (String) -> String
    ) {
      self.version = version
      self.now = now
      self.makeID = makeID
    }
  }
}
