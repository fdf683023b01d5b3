import Dispatch
import FoundationEssentials
import Synchronization

/// Work that keeps every processor busy.
package enum Parallel {
  /// How many processors there are.
  package static var width: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// The results of the body for 0, 1, … in their order; returns when all are there.
  ///
  /// - Throws: what the body throws for the smallest number.
  package static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = Swift.Result { try body(index) }
      results.withLock { $0[index] = result }
    }
    let all = results.withLock { $0 }
    return try (0..<count).compactMap { try all[$0]?.get() }
  }

  /// Calls with the results of the body for 0, 1, … in their order, of which there are never more than processors at
  /// once.
  ///
  /// - Throws: what either body throws, and `CancellationError`.
  package static func forEach<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Result, take: (Result) throws -> Void
  ) throws {
    for start in stride(from: 0, to: count, by: width) {
      try Task.checkCancellation()
      for result in try map(min(width, count - start), { try body(start + $0) }) { try take(result) }
    }
  }
}
