import NIOCore
import Synchronization

/// Accepts no more connections than there are descriptors for: more wait in the system's queue until others have ended,
/// and those that can be spared are ended for them.
final class AcceptGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = any Channel
  typealias OutboundOut = any Channel

  /// How often it is looked whether others have ended.
  private static let pause = TimeAmount.milliseconds(50)

  private let limit: Int
  private let open: OpenCount
  private let connections: OpenConnections
  private var isHeld = false

  /// - Parameter open: how many are open, at this gate and others that share the limit.
  init(_ limit: Int, _ open: OpenCount, _ connections: OpenConnections) {
    self.limit = limit
    self.open = open
    self.connections = connections
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    open.number.add(1, ordering: .relaxed)
    unwrapInboundIn(data).closeFuture.whenComplete { [open] _ in open.number.subtract(1, ordering: .relaxed) }
    context.fireChannelRead(data)
  }

  func read(context: ChannelHandlerContext) {
    guard !isHeld else { return }
    guard open.number.load(ordering: .relaxed) >= limit else { return context.read() }
    isHeld = true
    connections.reclaim()
    let this = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.pause) {
      let (gate, context) = this.value
      gate.isHeld = false
      if context.channel.isActive { gate.read(context: context) }
    }
  }
}

/// How many connections are open.
final class OpenCount: Sendable {
  let number = Atomic(0)
}
