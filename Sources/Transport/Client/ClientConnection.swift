import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import Wire

/// A connection to a server, which carries one exchange after the other.
final class ClientConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  /// How long a connection is kept that nobody uses: load balancers often close theirs after a minute, and whoever
  /// closes first spares the other a request into the void.
  private static let keepAlive = TimeAmount.seconds(50)

  /// Bytes of a body that are copied at once.
  private static let longestPiece = 256 << 10

  let channel: any Channel
  private let pool: ConnectionPool
  private let idleTimeout: TimeAmount
  private let delivery: DeliveryMonitor
  private let timer: DeadlineTimer
  private var exchange: Exchange?
  /// The request under way, as long as it may be that it has reached nobody because the connection was kept too long.
  private var unanswered: OutboundRequest?
  /// Whether it has carried an exchange.
  private var isUsed = false
  /// Whether the server takes another request after this answer.
  private var keepsConnection = false
  /// Whether all of the answer is here, and it does.
  private var isReusable = false
  private var isSent = false
  private var isReadHeld = false
  /// Whether more may follow of what one read brought.
  private var isReading = false
  /// Whether it is to be given back when that has been looked at: what stands behind an answer shows that this
  /// connection cannot be trusted.
  private var isDone = false

  /// - Parameter idleTimeout: how long a server may say nothing while it is waited for.
  init(_ channel: any Channel, _ pool: ConnectionPool, idleTimeout: TimeAmount, _ delivery: DeliveryMonitor) {
    self.delivery = delivery
    self.channel = channel
    self.pool = pool
    self.idleTimeout = idleTimeout
    timer = DeadlineTimer(on: channel.eventLoop)
    timer.start { self.timeIsOver() }
  }

  /// Sends the request; false when the exchange is over already.
  func begin(_ request: OutboundRequest) -> Bool {
    guard request.exchange.begin(on: Handle(self)) else { return false }
    exchange = request.exchange
    unanswered = isUsed && !request.isRepeated ? request : nil
    isUsed = true
    (isSent, isReusable) = (false, false)
    request.exchange.advance(to: .sending)
    timer.set(in: idleTimeout)
    send(request).assumeIsolated().whenComplete { self.sent($0, for: request.exchange) }
    return true
  }

  /// Nobody uses it now.
  func rest() {
    timer.set(in: Self.keepAlive)
  }

  /// The reader has taken what there was.
  func resumeReading(for exchange: Exchange) {
    guard isReadHeld, self.exchange === exchange else { return }
    timer.set(in: idleTimeout)
    channel.read()
  }

  /// The exchange is over, one way or the other.
  func release(_ exchange: Exchange) {
    guard self.exchange === exchange else { return }
    (self.exchange, unanswered) = (nil, nil)
    guard isSent, isReusable, channel.isActive else { return channel.close(promise: nil) }
    if isReading { isDone = true } else { pool.takeBack(self) }
    if isReadHeld { channel.read() }
  }

  private func send(_ request: OutboundRequest) -> EventLoopFuture<Void> {
    channel.write(HTTPClientRequestPart.head(request.head), promise: nil)
    guard request.body.count > Self.longestPiece else {
      if !request.body.isEmpty { channel.write(Self.piece(of: request.body[...]), promise: nil) }
      return channel.writeAndFlush(HTTPClientRequestPart.end(nil))
    }
    return sendPieces(of: request.body[...])
  }

  /// A body that is large is not copied as a whole.
  private func sendPieces(of body: ArraySlice<UInt8>) -> EventLoopFuture<Void> {
    guard !body.isEmpty else { return channel.writeAndFlush(HTTPClientRequestPart.end(nil)) }
    return channel.writeAndFlush(Self.piece(of: body.prefix(Self.longestPiece))).assumeIsolated()
      .flatMap { self.sendPieces(of: body.dropFirst(Self.longestPiece)) }.nonisolated()
  }

  private static func piece(of body: ArraySlice<UInt8>) -> HTTPClientRequestPart {
    .body(.byteBuffer(ByteBuffer(bytes: body)))
  }

  private func sent(_ result: Result<Void, any Error>, for exchange: Exchange) {
    guard self.exchange === exchange else { return }
    switch result {
    case .success:
      isSent = true
      exchange.advance(to: .awaitingAnswer)
      timer.set(in: idleTimeout)
    case .failure(let error): fail(error, isUndelivered: true)
    }
  }

  /// The exchange has failed, or begins anew, on another connection.
  ///
  /// - Parameter isUndelivered: whether nobody can have got all of the request.
  private func fail(_ error: any Error, isUndelivered: Bool) {
    guard let exchange else { return }
    guard isUndelivered, let unanswered, exchange.startAgain() else { return exchange.fail(error) }
    (self.exchange, self.unanswered) = (nil, nil)
    pool.sendAgain(unanswered)
    channel.close(promise: nil)
  }

  private func timeIsOver() {
    if let exchange { exchange.expire() } else { channel.close(promise: nil) }
  }
}

/// What the server sends.
extension ClientConnection {
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let exchange else { return }
    unanswered = nil
    isReading = true
    timer.set(in: idleTimeout)
    switch unwrapInboundIn(data) {
    case .head(let head): read(head, for: exchange)
    case .body(let bytes): exchange.put(bytes.readableBytesView)
    case .end:
      isReusable = keepsConnection
      exchange.finish()
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    exchange?.wakeReader()
    guard isDone else { return }
    isDone = false
    if channel.isActive { pool.takeBack(self) }
  }

  func read(context: ChannelHandlerContext) {
    isReadHeld = exchange?.isToBeHeld() ?? false
    // Time in which the answer is held back, because the reader is slow, is not the server's.
    if isReadHeld { timer.pause() } else { context.read() }
  }

  /// Also for bytes that come unasked.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A system whose program has read everything closes a connection, and does not refuse it.
    fail(error, isUndelivered: (error as? IOError)?.reason == .closed)
    channel.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer.end()
    // A write that fails closes the channel before it is told of.
    fail(ChannelError.eof, isUndelivered: !isSent || delivery.isUndelivered)
    pool.lost(self)
  }

  private func read(_ head: HTTPResponseHead, for exchange: Exchange) {
    keepsConnection = head.isKeepAlive
    do {
      // Only a proxy says so, and the service has not seen the request then.
      if head.status == .proxyAuthenticationRequired, exchange.route.isForwarded {
        throw ProxyError.unauthorized
      }
      exchange.put(try HTTPResponse(head))
    } catch {
      exchange.fail(error)
    }
  }
}

extension ClientConnection {
  /// Speaks to the connection from any thread.
  struct Handle: Sendable {
    private let connection: NIOLoopBound<ClientConnection>
    private let eventLoop: any EventLoop

    init(_ connection: ClientConnection) {
      eventLoop = connection.channel.eventLoop
      self.connection = NIOLoopBound(connection, eventLoop: eventLoop)
    }

    /// The reader has taken what there was; more may be read from the server.
    func resumeReading(for exchange: Exchange) {
      eventLoop.run { connection.value.resumeReading(for: exchange) }
    }

    /// The exchange is over, one way or the other.
    func release(_ exchange: Exchange) {
      eventLoop.run { connection.value.release(exchange) }
    }
  }
}
