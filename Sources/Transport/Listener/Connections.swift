import NIOCore
import Synchronization

/// The connections of a listener: told to come to an end together, and waited for.
final class Connections: Sendable {
  fileprivate struct State {
    var open: [ObjectIdentifier: Ending] = [:]
    var isDraining = false
    var watcher: CheckedContinuation<Void, Never>?
  }

  /// How one connection is told to end.
  struct Ending: Sendable {
    /// Ends when the request under way is answered.
    let drain: @Sendable () -> Void
    let close: @Sendable () -> Void
  }

  private let state = Mutex(State())

  func add(_ connection: ObjectIdentifier, _ ending: Ending) {
    let isLate = state.withLock { state in
      state.open[connection] = ending
      return state.isDraining
    }
    if isLate { ending.drain() }
  }

  /// The connection is closed, and nothing runs for it any longer.
  func remove(_ connection: ObjectIdentifier) {
    state.withLock { state in
      state.open[connection] = nil
      return state.takeWatcher()
    }?.resume()
  }

  func drain() {
    let all = state.withLock { state in
      state.isDraining = true
      return Array(state.open.values)
    }
    for ending in all { ending.drain() }
  }

  func close() {
    let all = state.withLock { state in
      state.isDraining = true
      return Array(state.open.values)
    }
    for ending in all { ending.close() }
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

extension Connections.State {
  fileprivate mutating func takeWatcher() -> CheckedContinuation<Void, Never>? {
    guard open.isEmpty else { return nil }
    defer { watcher = nil }
    return watcher
  }
}
