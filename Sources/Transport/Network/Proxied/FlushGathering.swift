import NIOCore

/// Lets what is flushed in one turn of the event loop leave in one packet.
///
/// The library flushes a request's head and its body one after the other; a system call and a packet are saved, and
/// the server need not wake up twice.
final class FlushGathering: ChannelOutboundHandler {
  typealias OutboundIn = Never

  private var isFlushing = false

  static func join(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(FlushGathering(), position: .first)
    }
  }

  func flush(context: ChannelHandlerContext) {
    guard !isFlushing else { return }
    isFlushing = true
    context.eventLoop.assumeIsolated().execute {
      self.isFlushing = false
      context.flush()
    }
  }
}
