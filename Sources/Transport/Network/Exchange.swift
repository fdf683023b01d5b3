import AsyncHTTPClient
import NIOCore
import Synchronization
import Wire

/// One request and its answer, between the library's event loop, which fills a ``Mailbox``, and the task that reads.
final class Exchange: Sendable {
  struct State {
    var mailbox = Mailbox()
    var patience: Patience
    var progress = Progress.connecting
    var reader: CheckedContinuation<Void, Never>?
    var isWakingReader = false
    /// What a full mailbox makes the sender wait for.
    var heldSender: EventLoopPromise<Void>?
    var task: HTTPClient.Task<Void>?
    var timers: [Scheduled<Void>] = []
  }

  let route: Route
  /// Whether a body of known length is handed out when it is whole.
  let gathers: Bool
  let state: Mutex<State>
  /// Held so that the library's client lives as long as its exchange, even when the network was let go.
  private let client: Client

  init(_ route: Route, timeout: Duration, gathers: Bool, client: Client) {
    self.route = route
    self.gathers = gathers
    self.client = client
    self.state = Mutex(State(patience: Patience(TimeAmount(timeout))))
  }

  /// Takes hold of the library's task, which sends the request and reports to this exchange.
  func begin(_ task: HTTPClient.Task<Void>, maxTime: Duration?) {
    let isOver = state.withLock { state in
      state.task = task
      return state.mailbox.isClosed
    }
    // Cancelled, or failed, before the task was known here.
    if isOver { return task.cancel() }
    guard let maxTime else { return }
    keep(task.eventLoop.scheduleTask(in: TimeAmount(maxTime)) { self.expire() })
  }

  /// The answer's head, as soon as it is here, and the body behind it.
  func reply() async throws -> HTTPReply {
    while true {
      if let (head, whole) = try state.withLock({ try $0.mailbox.takeHead() }) {
        return HTTPReply(head: head, body: whole.map(ReplyBody.init) ?? Reading(self).body)
      }
      await news()
    }
  }

  /// All that has arrived since the last call; `nil` is the end.
  func next() async throws -> [UInt8]? {
    while true {
      let (piece, sender) = try state.withLock { try $0.take() }
      sender?.succeed()
      switch piece {
      case .bytes(let bytes): return bytes
      case .end: return nil
      case .nothingYet: await news()
      }
    }
  }

  private func news() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isHere = state.withLock { state in
          if !state.mailbox.hasNews { state.reader = continuation }
          return state.mailbox.hasNews
        }
        if isHere { continuation.resume() }
      }
    } onCancel: {
      cancel()
    }
  }
}

extension Exchange.State {
  fileprivate mutating func take() throws -> (Mailbox.Piece, released: EventLoopPromise<Void>?) {
    let piece = try mailbox.takePiece()
    defer { heldSender = nil }
    if heldSender != nil { patience.wait(from: .now()) }
    return (piece, heldSender)
  }
}

/// Holds the exchange for a reply's body: when the body is dropped, the exchange ends.
private final class Reading: Sendable {
  private let exchange: Exchange

  init(_ exchange: Exchange) {
    self.exchange = exchange
  }

  var body: ReplyBody {
    ReplyBody { try await self.exchange.next() }
  }

  deinit {
    exchange.cancel()
  }
}
