import NIOCore
import Synchronization
import Wire

/// One request and its answer, between the connection that carries them, on an event loop, and the task that reads.
final class Exchange: Sendable {
  struct State {
    var buffer = ResponseBuffer()
    var progress = ExchangeProgress.connecting
    var reader: CheckedContinuation<Void, Never>?
    /// What carries the exchange at the moment.
    var connection: ClientConnection.Handle?
    /// Whether the sender waits for the buffer to be emptied.
    var isHeld = false
    var timer: Scheduled<Void>?
  }

  let route: ConnectionRoute
  let state = Mutex(State())
  /// Whether a body of known length is handed out when it is whole.
  let gathers: Bool

  init(by route: ConnectionRoute, gathers: Bool = false) {
    self.route = route
    self.gathers = gathers
  }

  /// The answer's head, as soon as it is here, and the body behind it.
  func reply() async throws -> HTTPReply {
    while true {
      if let (head, whole) = try state.withLock({ try $0.buffer.takeHead() }) {
        return HTTPReply(head: head, body: whole.map(ReplyBody.init) ?? BodyReader(self).body)
      }
      await news()
    }
  }

  /// All that has arrived since the last call; `nil` is the end.
  func next() async throws -> [UInt8]? {
    while true {
      let (piece, released) = try state.withLock { try $0.take() }
      released?.resumeReading(for: self)
      switch piece {
      case .bytes(let bytes): return bytes
      case .end: return nil
      case .nothingYet: await news()
      }
    }
  }

  /// Ends the exchange, unless it is over. A reader gets `CancellationError`.
  func cancel() {
    end { $0.buffer.abandon(CancellationError()) }
  }

  private func news() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isHere = state.withLock { state in
          if !state.buffer.hasNews { state.reader = continuation }
          return state.buffer.hasNews
        }
        if isHere { continuation.resume() }
      }
    } onCancel: {
      cancel()
    }
  }
}

extension Exchange.State {
  /// What the reader gets, and the connection that may read on now.
  fileprivate mutating func take() throws -> (ResponseBuffer.Piece, released: ClientConnection.Handle?) {
    let piece = try buffer.takePiece()
    defer { isHeld = false }
    return (piece, isHeld ? connection : nil)
  }
}

/// Holds the exchange for a reply's body: when the body is dropped, the exchange ends.
private final class BodyReader: Sendable {
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

/// How far an exchange has come.
enum ExchangeProgress: Comparable, Sendable {
  /// To the origin, or to a proxy that is to connect.
  case connecting
  /// Agreeing on TLS with the origin.
  case securing
  case sending
  case awaitingAnswer
  case receiving
}
