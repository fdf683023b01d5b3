import HummingbirdCore
import NIOCore
import Synchronization

/// An accepted connection that is to be served.
///
/// One that comes in while the listener ends is dropped by the library without being served, and a channel that is
/// let go without being closed would end the process.
final class AttentiveConnection: ServerChildChannelValue {
  /// Fulfilled when the client hung up or the connection broke.
  let hangUp: EventLoopFuture<Void>
  private let http: HTTP1Channel.Value
  private let isTaken = Atomic(false)

  var channel: any Channel { http.channel }

  init(_ http: HTTP1Channel.Value, hangUp: EventLoopFuture<Void>) {
    self.http = http
    self.hangUp = hangUp
  }

  /// The channel, for the one who serves and then closes it.
  func taken() -> HTTP1Channel.Value {
    isTaken.store(true, ordering: .relaxed)
    return http
  }

  deinit {
    guard !isTaken.load(ordering: .relaxed) else { return }
    // Whether it is open or broken already, nobody waits for it.
    Task { [http] in try? await http.executeThenClose { _, _ in } }
  }
}
