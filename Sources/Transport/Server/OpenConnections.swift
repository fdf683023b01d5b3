import NIOCore
import Synchronization

/// The connections of a listener: told to come to an end together, and waited for.
final class OpenConnections: Sendable {
  fileprivate struct State {
    var open: [ObjectIdentifier: Ending] = [:]
    var watcher: CheckedContinuation<Void, Never>?
  }

  /// How one connection is told to end.
  struct Ending: Sendable {
    /// Ends when the request under way is answered.
    let drain: @Sendable () -> Void
    /// Ends when nothing of importance is under way.
    let reclaim: @Sendable () -> Void
    let close: @Sendable () -> Void
  }

  private let state = Mutex(State())
  private let ending = Atomic(false)

  /// Whether the listener comes to its end, so that every answer is the last of its connection.
  var isEnding: Bool { ending.load(ordering: .sequentiallyConsistent) }

  func add(_ connection: ObjectIdentifier, _ ending: Ending) {
    state.withLock { $0.open[connection] = ending }
    if isEnding { ending.drain() }
  }

  /// The connection is closed, and nothing runs for it any longer.
  func remove(_ connection: ObjectIdentifier) {
    state.withLock { state in
      state.open[connection] = nil
      return state.takeWatcher()
    }?.resume()
  }

  /// Ends those that can be spared.
  func reclaim() {
    for connection in state.withLock({ Array($0.open.values) }) { connection.reclaim() }
  }

  func drain() {
    for connection in end() { connection.drain() }
  }

  func close() {
    for connection in end() { connection.close() }
  }

  private func end() -> [Ending] {
    ending.store(true, ordering: .sequentiallyConsistent)
    return state.withLock { Array($0.open.values) }
  }

  /// Returns when none is left. Only one caller may wait.
  func ended() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        state.watcher = continuation
        return state.takeWatcher()
      }?.resume()
    }
  }
}

extension OpenConnections.State {
  fileprivate mutating func takeWatcher() -> CheckedContinuation<Void, Never>? {
    guard open.isEmpty else { return nil }
    defer { watcher = nil }
    return watcher
  }
}
