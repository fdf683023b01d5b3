import CommandTree
import CompatibleServer
import Transport

/// What a server takes on, said as its modules have it.
enum ServeLimits {
  /// A sentence for the help.
  static var words: String {
    let limits = Listener.Limits()
    let places = CompatibleServer.Limits().concurrentRequests
    return """
      Limits: \(limits.body >> 20) MB of body (413), \(limits.header >> 10) kB of header fields (431), \
      \(limits.arrival.argument) for a request to arrive (408), \(places) requests that wait for their answers (503 with \
      Retry-After), \(limits.idle.argument) of silence between requests, and \(limits.drain.argument) for what is under \
      way at the end.
      """
  }
}
