import NIOCore

/// Rings when a time is over, on its event loop. Putting it off, as every request does, sets no new timer.
final class Alarm {
  private let eventLoop: any EventLoop
  private var deadline: NIODeadline?
  private var timer: (rings: NIODeadline, Scheduled<Void>)?
  private var ring: (() -> Void)?

  init(on eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  func start(_ ring: @escaping () -> Void) {
    self.ring = ring
  }

  func set(in time: TimeAmount) {
    let deadline = NIODeadline.now() + time
    self.deadline = deadline
    if let timer, timer.rings <= deadline { return }
    timer?.1.cancel()
    schedule(deadline)
  }

  /// Nothing is waited for.
  func pause() {
    deadline = nil
  }

  func end() {
    timer?.1.cancel()
    (timer, deadline, ring) = (nil, nil, nil)
  }

  private func schedule(_ time: NIODeadline) {
    timer = (time, eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.look() })
  }

  private func look() {
    timer = nil
    guard let deadline else { return }
    if deadline > .now() { return schedule(deadline) }
    self.deadline = nil
    ring?()
  }
}
