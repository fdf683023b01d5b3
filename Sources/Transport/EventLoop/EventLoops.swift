import NIOCore
import NIOPosix

/// The threads on which sockets are read and written.
enum EventLoops {
  /// What a program uses that serves nobody: one thread carries more exchanges than it makes, and starts faster than
  /// one per processor.
  private static let ofClients = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// The threads that share the connections of a listener.
  static let ofListeners = MultiThreadedEventLoopGroup(
    numberOfThreads: count(processors: System.coreCount, descriptors: FileDescriptorLimit.left))

  /// One thread per processor, but no more than a tenth of the descriptors: each has three of its own (its epoll, an
  /// event and a timer), and a loop that cannot have them ends the process.
  static func count(processors: Int, descriptors: Int) -> Int { max(1, min(processors, descriptors / 30)) }

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
