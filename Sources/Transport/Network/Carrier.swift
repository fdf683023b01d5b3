/// What carries an exchange: a connection of ours, or the library's client where a proxy is on the way.
protocol Carrier: Sendable {
  /// The reader has taken what there was; more may be read from the server.
  func readOn(for exchange: Exchange)
  /// The exchange is over, one way or the other.
  func letGo(of exchange: Exchange)
}
