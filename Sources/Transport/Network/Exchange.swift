import NIOCore
import Synchronization
import Wire

/// One request and its answer, between what carries them, on an event loop, and the task that reads.
final class Exchange: Sendable {
  struct State {
    var mailbox = Mailbox()
    var progress = Progress.connecting
    var reader: CheckedContinuation<Void, Never>?
    /// What carries the exchange at the moment.
    var carrier: (any Carrier)?
    /// Whether the sender waits for the mailbox to be emptied.
    var isHeld = false
    var timer: Scheduled<Void>?
  }

  let destination: Destination
  let state = Mutex(State())
  /// Whether a body of known length is handed out when it is whole.
  let gathers: Bool

  init(with destination: Destination, gathers: Bool = false) {
    self.destination = destination
    self.gathers = gathers
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
      let (piece, released) = try state.withLock { try $0.take() }
      released?.readOn(for: self)
      switch piece {
      case .bytes(let bytes): return bytes
      case .end: return nil
      case .nothingYet: await news()
      }
    }
  }

  /// Ends the exchange, unless it is over. A reader gets `CancellationError`.
  func cancel() {
    end { $0.mailbox.abandon(CancellationError()) }
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
  /// What the reader gets, and the carrier that may read on now.
  fileprivate mutating func take() throws -> (Mailbox.Piece, released: (any Carrier)?) {
    let piece = try mailbox.takePiece()
    defer { isHeld = false }
    return (piece, isHeld ? carrier : nil)
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
