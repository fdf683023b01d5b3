import NIOCore
import Synchronization

/// Runs tasks on the thread of an event loop, so that what is read there is answered there, and no other thread wakes.
final class EventLoopExecutor: TaskExecutor {
  private static let known = Mutex<[ObjectIdentifier: EventLoopExecutor]>([:])

  private let eventLoop: any EventLoop

  private init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  static func on(_ eventLoop: any EventLoop) -> EventLoopExecutor {
    known.withLock { known in
      if let executor = known[ObjectIdentifier(eventLoop)] { return executor }
      let executor = EventLoopExecutor(eventLoop)
      known[ObjectIdentifier(eventLoop)] = executor
      return executor
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
