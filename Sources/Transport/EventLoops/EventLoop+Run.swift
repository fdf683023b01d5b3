import NIOCore

extension EventLoop {
  /// Does the work at once where this is the loop's thread, and soon otherwise.
  func run(_ work: @escaping @Sendable () -> Void) {
    if inEventLoop { work() } else { execute(work) }
  }
}
