import Synchronization

/// Collects what happens, in order.
package final class Recorder<Entry: Sendable>: Sendable {
  private let kept: Mutex<[Entry]>

  package init(_ entries: [Entry] = []) { kept = Mutex(entries) }

  /// All that was recorded, oldest first.
  package var entries: [Entry] { kept.withLock { $0 } }

  package func record(_ entry: Entry) { kept.withLock { $0.append(entry) } }

  /// Takes the oldest entry away.
  func removeFirst() -> Entry? { kept.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
