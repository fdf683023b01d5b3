/// What happens to the server beside its requests, which only the metrics tell.
package enum Incident: Hashable, Sendable, CaseIterable {
  /// A client took nothing of its answer for so long that its connection was closed.
  case stalledClient
  /// A request was refused because the bodies of others held all the memory there is for them.
  case refusedBody
  /// A line of the log was lost because nobody took those before it.
  case droppedLogLine
}

extension Incident {
  /// As Prometheus has it, and in a sentence.
  var metric: (name: String, help: String) {
    switch self {
    case .stalledClient:
      (
        "sfmodels_stalled_clients_total",
        "Connections closed because their clients took nothing of their answers."
      )
    case .refusedBody:
      ("sfmodels_refused_bodies_total", "Requests refused because other bodies held all memory.")
    case .droppedLogLine: ("sfmodels_dropped_log_lines_total", "Lines of the log that nobody took in time.")
    }
  }
}
