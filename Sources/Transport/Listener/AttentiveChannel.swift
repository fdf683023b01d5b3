import HummingbirdCore
import Logging
import NIOCore

/// A client's connection that notices when the client hangs up, and then cancels the task that serves it.
///
/// The library alone would notice only when it next writes. A client that closes just its sending half counts as gone.
struct AttentiveChannel: ServerChildChannel {
  private let http: HTTP1Channel

  init(_ answering: Answering, _ limits: Listener.Limits) {
    http = HTTP1Channel(
      responder: { request, writer, _ in try await answering.respond(request, writer) },
      configuration: .init(
        idleTimeout: TimeAmount(limits.idle),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 2 * limits.header, maxHeaderListSize: 2 * limits.header)))
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AttentiveConnection> {
    http.setup(channel: channel, logger: logger).flatMapThrowing { value in
      let hangUp = channel.eventLoop.makePromise(of: Void.self)
      do {
        try channel.pipeline.syncOperations.addHandler(HangUpNotice(hangUp), position: .first)
      } catch {
        hangUp.fail(error)
        throw error
      }
      return AttentiveConnection(value, hangUp: hangUp.futureResult)
    }
  }

  func handle(value: AttentiveConnection, logger: Logger) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await http.handle(value: value.taken(), logger: logger) }
      group.addTask {
        // It cannot fail any more: the handler that keeps the promise is in place.
        try? await value.hangUp.get()
      }
      await group.next()
      group.cancelAll()
    }
  }
}

/// Keeps the promise to say when the client hung up or the connection broke.
private final class HangUpNotice: ChannelInboundHandler {
  typealias InboundIn = Never

  private let hangUp: EventLoopPromise<Void>

  init(_ hangUp: EventLoopPromise<Void>) {
    self.hangUp = hangUp
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { hangUp.succeed() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    hangUp.succeed()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    hangUp.succeed()
  }
}
