import NIOCore
import NIOHTTP1

/// One client's connection: puts the parts of its requests together, and has them answered one after the other.
///
/// When the connection breaks, the task that answers is cancelled. A client that closes just its sending half gets the
/// answers to what it has asked.
final class ServerConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Phase {
    /// A request is waited for, or arrives.
    case reading
    case responder(Task<Void, Never>)
    /// The answer is written, but the client has not yet read enough of it to be given another.
    case flushing
    /// Nothing more is answered; what the client still sends is thrown away, so that it can read the last answer.
    case ending
  }

  let channel: any Channel
  let responder: RequestResponder
  let timer: DeadlineTimer
  var phase = Phase.reading
  var request: RequestAssembler
  /// Parts that arrived while a request before them is answered.
  var unread = CircularBuffer<HTTPServerRequestPart>()
  /// Why nothing can be read behind them.
  var fault: RejectedRequest?
  /// Whether any of the request that is waited for is here.
  var hasBegun = false
  /// Whether its time runs.
  var isTimed = false
  /// The answer that is waited for, or on its way.
  var reply: OutgoingReply?
  var progress: WriteProgress
  /// Whether the last bytes were all taken.
  var isOutputClosed = false
  /// Whether the client has said that it will send no more.
  private(set) var isInputClosed = false
  /// What the client sent last, as long as it is being read.
  var arriving: ByteBuffer?
  /// Bytes that were thrown away.
  private var discarded = 0
  private var isReadHeld = false

  init(_ channel: any Channel, _ responder: RequestResponder) {
    self.channel = channel
    self.responder = responder
    timer = DeadlineTimer(on: channel.eventLoop)
    request = RequestAssembler(responder.limits, responder.budget)
    progress = WriteProgress(patience: responder.limits.stall)
  }

  func channelActive(context: ChannelHandlerContext) {
    let this = NIOLoopBound(self, eventLoop: channel.eventLoop)
    responder.connections.add(
      ObjectIdentifier(self),
      .init { [channel] in
        channel.eventLoop.execute { this.value.drain() }
      } reclaim: { [channel] in
        channel.eventLoop.execute { this.value.reclaim() }
      } close: { [channel] in
        channel.close(promise: nil)
      })
    timer.start { self.timeIsOver() }
    timer.set(in: TimeAmount(responder.limits.idle))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    unread.append(unwrapInboundIn(data))
    if case .reading = phase { proceed() }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if case .ending = phase { unread.removeAll() }
    if case .reading = phase { awaitMore() }
  }

  /// The channel asks for this whenever it has passed on what it read. A client that sends ahead has to wait.
  func read(context: ChannelHandlerContext) {
    isReadHeld = !unread.isEmpty || isFaulty
    if !isReadHeld { context.read() }
  }

  /// Whether what follows can be no request, while requests before it are still answered.
  private var isFaulty: Bool {
    if case .ending = phase { false } else { fault != nil }
  }

  /// What was read ahead has been used.
  func readOn() {
    if isReadHeld, unread.isEmpty, !isFaulty { channel.read() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard case .flushing = phase, channel.isWritable else { return }
    awaitNext()
    proceed()
    if case .reading = phase { awaitMore() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed { inputClosed() }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return channel.close(promise: nil) }
    // Who hangs up in the middle of a request is no longer there to be refused; that the input is closed is told apart.
    guard error != .invalidEOFState else { return }
    fault = fault ?? RejectedRequest(error, reading: arriving)
    if case .reading = phase { proceed() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer.end()
    guard case .responder(let task) = phase else { return ended() }
    task.cancel()
  }

  /// The channel is closed, and nothing runs for it any longer.
  func ended() {
    request.giveBack()
    responder.connections.remove(ObjectIdentifier(self))
  }

  /// What has arrived is of no use to anybody: a client may send some more, so that it can read its last answer, but not
  /// for ever.
  func isToBeDiscarded(_ bytes: Int) -> Bool {
    guard case .ending = phase else { return isFaulty }
    discarded += bytes
    if discarded > responder.limits.discarded { channel.close(promise: nil) }
    return true
  }

  private func inputClosed() {
    isInputClosed = true
    switch phase {
    case .reading: leave()
    case .responder: probe()
    case .flushing: break
    case .ending: if isOutputClosed { channel.close(promise: nil) }
    }
  }
}

/// Tells the connection of bytes that may not be a whole head yet.
final class ArrivalNotice: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let connection: ServerConnection

  init(_ connection: ServerConnection) {
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    guard !connection.isToBeDiscarded(bytes.readableBytes) else { return }
    connection.hasBegun = true
    connection.arriving = bytes
    context.fireChannelRead(data)
    connection.arriving = nil
  }
}
