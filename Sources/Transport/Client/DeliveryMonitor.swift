import Glibc
import NIOCore

/// Notes, when a connection comes to its end, whether the other side had closed it before it got what was written last.
///
/// Who closes a connection that nobody uses, and then gets a request on it, has never seen the request. What comes back
/// is the same as from one who has read it and dies, but for the count of bytes that the other side's system has taken.
final class DeliveryMonitor: ChannelDuplexHandler {
  typealias InboundIn = NIOAny
  typealias OutboundIn = NIOAny

  /// `TCP_CLOSE`: the other side has refused further bytes.
  private static let closed: UInt8 = 7

  /// Whether nobody can have read the last bytes.
  private(set) var isUndelivered = false
  private var isOver = false

  /// The other side sends no more, and nothing here goes on without an answer.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event as? ChannelEvent == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
    look(context.channel)
    context.close(promise: nil)
  }

  /// TLS tells the end before the connection does.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    look(context.channel)
    context.close(mode: mode, promise: promise)
  }

  private func look(_ channel: any Channel) {
    guard !isOver, let socket = channel as? any SocketOptionProvider else { return }
    isOver = true
    // On the event loop it is known at once.
    socket.getTCPInfo().assumeIsolated().whenSuccess { info in
      self.isUndelivered = info.tcpi_unacked > 0 || info.tcpi_state == Self.closed
    }
  }
}
