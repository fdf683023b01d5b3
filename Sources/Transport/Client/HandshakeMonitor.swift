import NIOCore

/// Keeps the promise to say how a handshake ended. It stands behind the handler that performs the handshake.
final class HandshakeMonitor: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let promise: EventLoopPromise<Void>
  private let isCompletion: (Any) -> Bool

  /// - Parameter isCompletion: whether this event of the pipeline says that the handshake is complete.
  init(_ promise: EventLoopPromise<Void>, isCompletion: @escaping (Any) -> Bool = { _ in false }) {
    self.promise = promise
    self.isCompletion = isCompletion
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if isCompletion(event) { promise.succeed() }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    promise.fail(error)
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    promise.fail(ChannelError.eof)
    context.fireChannelInactive()
  }
}

extension Channel {
  /// Adds the handlers of a handshake; when it is complete, those that have done their part then leave the pipeline.
  ///
  /// To be called on the channel's event loop.
  func perform(
    _ handlers: [any ChannelHandler], _ completed: EventLoopPromise<Void>,
    thenRemoving leaving: [any RemovableChannelHandler]
  ) -> EventLoopFuture<Void> {
    do {
      try pipeline.syncOperations.addHandlers(handlers)
    } catch {
      completed.fail(error)
    }
    return completed.futureResult.assumeIsolated().flatMap {
      let removals = leaving.map(self.pipeline.syncOperations.removeHandler)
      return EventLoopFuture.andAllSucceed(removals, on: self.eventLoop)
    }.nonisolated()
  }
}
