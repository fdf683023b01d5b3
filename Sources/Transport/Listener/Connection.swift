import NIOCore

/// One client's connection: turns the bytes that it brings into requests, and has them answered one after the other.
///
/// When the client hangs up, the task that answers is cancelled. A client that closes just its sending half counts as
/// gone.
final class Connection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Phase {
    /// A request is waited for, or arrives.
    case reading
    case answering(Task<Void, Never>)
    /// The answer is written, but the client has not yet read enough of it to be given another.
    case flushing
    /// Nothing more is answered; what the client still sends is thrown away, so that it can read the last answer.
    case ending
  }

  /// Bytes that a client may send ahead while a request of its is answered.
  private static let ahead = 64 << 10

  let channel: any Channel
  let answering: Answering
  let alarm: Alarm
  var phase = Phase.reading
  var reader: RequestReader
  var unread = ByteBuffer()
  /// Whether the request that is waited for has begun to arrive; its time runs.
  var isArriving = false
  private let connections: Connections
  private var isReadHeld = false

  init(_ channel: any Channel, _ answering: Answering, _ connections: Connections) {
    self.channel = channel
    self.answering = answering
    self.connections = connections
    alarm = Alarm(on: channel.eventLoop)
    reader = RequestReader(answering.limits)
  }

  func channelActive(context: ChannelHandlerContext) {
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    connections.add(
      ObjectIdentifier(self),
      .init { [channel] in
        channel.eventLoop.execute { this.value.drain() }
      } close: { [channel] in
        channel.close(promise: nil)
      })
    alarm.start { self.timeIsOver() }
    alarm.set(in: TimeAmount(answering.limits.idle))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if case .ending = phase { return }
    if unread.readableBytes == 0 { unread = bytes } else { unread.writeBuffer(&bytes) }
    proceed()
  }

  /// The channel asks for this whenever it has passed on what it read.
  func read(context: ChannelHandlerContext) {
    isReadHeld = unread.readableBytes > Self.ahead
    if !isReadHeld { context.read() }
  }

  /// Some of what was read ahead has been used.
  func readOn() {
    if isReadHeld, unread.readableBytes <= Self.ahead { channel.read() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard case .flushing = phase, channel.isWritable else { return }
    phase = .reading
    proceed()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    channel.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    alarm.end()
    guard case .answering(let task) = phase else { return ended() }
    task.cancel()
  }

  /// The channel is closed, and nothing runs for it any longer.
  func ended() {
    connections.remove(ObjectIdentifier(self))
  }
}
