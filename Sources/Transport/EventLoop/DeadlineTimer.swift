import NIOCore

/// Says when a time is over, on its event loop. Putting it off, as every request does, sets no new timer.
final class DeadlineTimer {
  private let eventLoop: any EventLoop
  /// When the time is over that runs now.
  private(set) var deadline: NIODeadline?
  private var timer: (fires: NIODeadline, Scheduled<Void>)?
  private var onExpiry: (() -> Void)?

  init(on eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  func start(_ onExpiry: @escaping () -> Void) {
    self.onExpiry = onExpiry
  }

  func set(in time: TimeAmount) {
    let deadline = eventLoop.now + time
    self.deadline = deadline
    if let timer, timer.fires <= deadline { return }
    timer?.1.cancel()
    schedule(deadline)
  }

  /// Nothing is waited for.
  func pause() {
    deadline = nil
  }

  func end() {
    timer?.1.cancel()
    (timer, deadline, onExpiry) = (nil, nil, nil)
  }

  private func schedule(_ time: NIODeadline) {
    timer = (time, eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.check() })
  }

  private func check() {
    timer = nil
    guard let deadline else { return }
    if deadline > eventLoop.now { return schedule(deadline) }
    self.deadline = nil
    onExpiry?()
  }
}
