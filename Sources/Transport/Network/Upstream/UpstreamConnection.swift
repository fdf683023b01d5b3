import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// A connection to a server, which carries one exchange after the other.
final class UpstreamConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  /// How long a connection is kept that nobody uses: load balancers often close theirs after a minute, and whoever
  /// closes first spares the other a request into the void.
  private static let idle = TimeAmount.seconds(50)

  let channel: any Channel
  private let pool: Pool
  private let silence: TimeAmount
  private let alarm: Alarm
  private var exchange: Exchange?
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

  /// - Parameter silence: how long a server may say nothing while it is waited for.
  init(_ channel: any Channel, _ pool: Pool, silence: TimeAmount) {
    self.channel = channel
    self.pool = pool
    self.silence = silence
    alarm = Alarm(on: channel.eventLoop)
    alarm.start { self.timeIsOver() }
  }

  /// Sends the request; false when the exchange is over already.
  func begin(_ order: Order) -> Bool {
    guard order.exchange.begin(with: Carrying(self)) else { return false }
    exchange = order.exchange
    (isSent, isReusable) = (false, false)
    order.exchange.advance(to: .sending)
    alarm.set(in: silence)
    send(order).assumeIsolated().whenComplete { self.sent($0, for: order.exchange) }
    return true
  }

  /// Nobody uses it now.
  func rest() {
    alarm.set(in: Self.idle)
  }

  /// The reader has taken what there was.
  func readOn(for exchange: Exchange) {
    guard isReadHeld, self.exchange === exchange else { return }
    alarm.set(in: silence)
    channel.read()
  }

  /// The exchange is over, one way or the other.
  func letGo(of exchange: Exchange) {
    guard self.exchange === exchange else { return }
    self.exchange = nil
    guard isSent, isReusable, channel.isActive else { return channel.close(promise: nil) }
    if isReading { isDone = true } else { pool.takeBack(self) }
    if isReadHeld { channel.read() }
  }

  private func send(_ order: Order) -> EventLoopFuture<Void> {
    channel.write(HTTPClientRequestPart.head(order.head), promise: nil)
    if let body = order.body { channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil) }
    return channel.writeAndFlush(HTTPClientRequestPart.end(nil))
  }

  private func sent(_ result: Result<Void, any Error>, for exchange: Exchange) {
    guard self.exchange === exchange else { return }
    switch result {
    case .success:
      isSent = true
      exchange.advance(to: .awaitingAnswer)
      alarm.set(in: silence)
    case .failure(let error): exchange.fail(error)
    }
  }

  private func timeIsOver() {
    if let exchange { exchange.expire() } else { channel.close(promise: nil) }
  }
}

/// What the server sends.
extension UpstreamConnection {
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let exchange else { return }
    isReading = true
    alarm.set(in: silence)
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
    if isReadHeld { alarm.pause() } else { context.read() }
  }

  /// Also for bytes that come unasked.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    exchange?.fail(error)
    channel.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    alarm.end()
    pool.lost(self)
    exchange?.fail(ChannelError.eof)
  }

  private func read(_ head: HTTPResponseHead, for exchange: Exchange) {
    keepsConnection = head.isKeepAlive
    do {
      exchange.put(try HTTPResponse(head))
    } catch {
      exchange.fail(error)
    }
  }
}

/// Speaks to the connection from any thread.
private struct Carrying: Carrier {
  private let connection: NIOLoopBound<UpstreamConnection>
  private let eventLoop: any EventLoop

  init(_ connection: UpstreamConnection) {
    eventLoop = connection.channel.eventLoop
    self.connection = NIOLoopBound(connection, eventLoop: eventLoop)
  }

  func readOn(for exchange: Exchange) {
    eventLoop.run { connection.value.readOn(for: exchange) }
  }

  func letGo(of exchange: Exchange) {
    eventLoop.run { connection.value.letGo(of: exchange) }
  }
}
