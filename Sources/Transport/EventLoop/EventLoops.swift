import NIOCore
import NIOPosix

/// The threads on which sockets are read and written.
enum EventLoops {
  /// What a program uses that serves nobody: one thread carries more exchanges than it makes, and starts faster than
  /// one per processor.
  private static let ofClients = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// One thread per processor, which share the connections of a listener.
  static var ofListeners: MultiThreadedEventLoopGroup { .singleton }

  /// The loop for what the caller begins: its own, where it runs on one, so that an answer needs no other thread.
  static func here() -> any EventLoop {
    MultiThreadedEventLoopGroup.currentEventLoop ?? ofClients.next()
  }
}

extension EventLoop {
  /// Does the work at once where this is the loop's thread, and soon otherwise.
  func run(_ work: @escaping @Sendable () -> Void) {
    if inEventLoop { work() } else { execute(work) }
  }
}
