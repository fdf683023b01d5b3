import CommandTree
import CompatibleServer
import Transport
import Wire

/// What a server takes on, said as its modules have it.
enum ServeLimits {
  /// What clients hear while they wait, for the help.
  static var silence: String {
    let time = Listener.Limits().silence.argument
    return """
      While a stream has nothing to tell, its client gets a comment (`ping` in Anthropic's API) every \(time), also before \
      its first event. Whole answers cannot be begun before they are known: give clients and what stands between them a \
      time-out of some minutes, or have them stream.
      """
  }

  /// A sentence for the help.
  static var words: String {
    let limits = Listener.Limits()
    let places = CompatibleServer.Limits().concurrentRequests
    return """
      Limits: \(limits.body >> 20) MB of body (413), \(limits.bodies.limit >> 20) MB of memory for all bodies together, with what is made of them (503), \(limits.header >> 10) kB of header fields (431), \
      \(limits.arrival.argument) for a request to arrive (408), \(places) requests that wait for their answers (503 with \
      Retry-After), \(limits.idle.argument) of silence between requests, \(limits.stall.argument) in which a client takes nothing of its \
      answer, and \(limits.drain.argument) for what is under \
      way at the end.
      """
  }
}

extension Listener.Event {
  /// As the server counts it.
  var incident: Incident {
    switch self {
    case .clientStalled: .stalledClient
    case .bodyRefused: .refusedBody
    }
  }
}
