import FoundationEssentials
import HTTPTypes
import Wire

/// One request from its arrival to the last byte of its answer. When it is over, however it ends, it counts no longer
/// among those under way, and log and metrics know of it.
final class RequestLifecycle {
  /// What the request counts among.
  private enum Hold { case nothing, request, stream }

  /// Stands for paths that the table does not have.
  static let noRoute = "other"

  private let context: RequestContext
  private let serverMetrics: ServerMetrics
  let arrival: Date
  /// As the server's clock stood then.
  private let start: Duration
  private var hold = Hold.nothing
  private var isOver = false
  /// What the body takes of the budget, beside its own length.
  private var memory = 0
  private var status = 499
  private var bytes = 0
  /// What its key has let in; `nil` without one.
  private var keyed: KeyedRequest?
  /// The route that was taken, as it is written in the table.
  var route = RequestLifecycle.noRoute

  init(_ context: RequestContext, _ serverMetrics: ServerMetrics) {
    self.context = context
    self.serverMetrics = serverMetrics
    arrival = serverMetrics.now()
    start = context.annotations.elapsed()
  }

  // A client that goes away drops the answer's body, and with it this.
  deinit { end() }

  func enterLimiter() throws(ServerError) {
    try serverMetrics.limiter.enter()
    hold = .request
  }

  /// Takes the request among those of its key.
  ///
  /// - Throws: ``ServerError/rateLimited(_:)``, ``ServerError/spentBudget(_:)``.
  func enter(_ key: NamedKey, _ limiter: KeyLimiter, estimate: Int) throws(ServerError) {
    let (admission, status) = limiter.enter(key, estimate: estimate)
    context.annotations.note { $0.rateLimit = status }
    keyed = try admission.get()
  }

  /// Takes so many bytes of the budget of bodies, until the request is over.
  ///
  /// - Throws: ``ServerError/busy(retryAfter:)``; ``ServerError/unreadable(status:)`` where there never will be so many.
  func take(memory bytes: Int) throws(ServerError) {
    guard bytes <= serverMetrics.bodies.limit else { throw .unreadable(status: 413) }
    guard serverMetrics.bodies.take(bytes) else {
      serverMetrics.metrics.count(.refusedBody, times: 1)
      throw .busy(retryAfter: 1)
    }
    memory += bytes
  }

  /// The same reply; what is left of it is counted as its reader takes it.
  func accompanying(_ reply: consuming HTTPReply) -> HTTPReply {
    status = reply.head.status.code
    if let length = reply.body.wholeLength {
      bytes = length
      end()
      return reply
    }
    if hold == .request {
      serverMetrics.limiter.beginStream()
      hold = .stream
    }
    return HTTPReply(head: reply.head, body: accompanying(reply.body))
  }

  private func accompanying(_ body: ReplyBody) -> ReplyBody {
    var body = body
    return ReplyBody {
      guard let piece = try await body.next() else {
        self.end()
        return nil
      }
      self.bytes += piece.count
      return piece
    }
  }

  private func end() {
    guard !isOver else { return }
    isOver = true
    release()
    let record = AccessRecord(
      context, route: route, status: status, arrival: arrival,
      duration: serverMetrics.now().timeIntervalSince(arrival), bytes: bytes, start: start)
    keyed?.end(record, model: serverMetrics.metrics.label(of: record))
    serverMetrics.record(record)
  }

  private func release() {
    switch hold {
    case .nothing: break
    case .request: serverMetrics.limiter.leave()
    case .stream: serverMetrics.limiter.endStream()
    }
    hold = .nothing
    serverMetrics.bodies.giveBack(memory)
    memory = 0
  }
}
