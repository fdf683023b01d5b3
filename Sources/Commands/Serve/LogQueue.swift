import Dispatch
import Synchronization

/// Writes the log behind the back of those who say something: whoever does not read it delays nobody. Lines that do not
/// fit are dropped, and one line says how many.
final class LogQueue: Sendable {
  private struct State {
    var waiting: [UInt8] = []
    var dropped = 0
    var isWriting = false
    var written = DispatchTime(uptimeNanoseconds: 0)
    var onDrop: @Sendable () -> Void = {}
  }

  /// The least time from one writing to the next: a line after silence is written at once, and of many each waits a
  /// little, since a thread that is woken for every request costs more than the line does.
  private static let pause = DispatchTimeInterval.milliseconds(100)

  private let output: Output
  private let limit: Int
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "log")

  /// - Parameter limit: bytes that may wait.
  init(_ output: Output, limit: Int = 1 << 20) {
    self.output = output
    self.limit = limit
  }

  /// What takes lines at once, whoever reads them.
  var entry: Output {
    Output(isTerminal: output.isTerminal) { self.add($0) }
  }

  /// - Parameter act: is told of each line that is dropped.
  func whenDropping(_ act: @escaping @Sendable () -> Void) {
    state.withLock { $0.onDrop = act }
  }

  /// Waits until all is written, but only so many seconds.
  func flush(atMost seconds: Double = 1) {
    let done = DispatchSemaphore(value: 0)
    queue.async {
      self.writeAll()
      done.signal()
    }
    _ = done.wait(timeout: .now() + seconds)
  }

  private func add(_ bytes: [UInt8]) {
    let (time, dropping) = state.withLock { state -> (DispatchTime?, (@Sendable () -> Void)?) in
      guard state.waiting.count + bytes.count <= limit else {
        state.dropped += 1
        return (nil, state.onDrop)
      }
      state.waiting += bytes
      defer { state.isWriting = true }
      return (state.isWriting ? nil : state.written + Self.pause, nil)
    }
    dropping?()
    if let time { begin(at: time) }
  }

  private func begin(at time: DispatchTime) {
    if time <= .now() {
      queue.async { self.writeAll() }
    } else {
      queue.asyncAfter(deadline: time) { self.writeAll() }
    }
  }

  /// Called on the queue alone.
  private func writeAll() {
    while let bytes = next() {
      // Nowhere is left to report to when standard error is gone.
      try? output.write(bytes)
    }
  }

  private func next() -> [UInt8]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        (state.isWriting, state.written) = (false, .now())
        return nil
      }
      defer { (state.waiting, state.dropped) = ([], 0) }
      guard state.dropped > 0 else { return state.waiting }
      return state.waiting + Array(Self.words(state.dropped).utf8)
    }
  }

  private static func words(_ count: Int) -> String {
    "sfmodels: warning: \(count) line\(count == 1 ? " of the log was" : "s of the log were") lost: nobody took them in time\n"
  }
}
