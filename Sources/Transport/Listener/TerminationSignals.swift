// Signal sources can be cancelled from any thread, which the library's types do not say yet.
@preconcurrency import Dispatch
import Glibc

/// SIGTERM and SIGINT as a request to come to an end.
///
/// From the first on, a further one ends the process at once, as if nobody listened.
package final class TerminationSignals: Sendable {
  private static let numbers = [SIGTERM, SIGINT]

  private let arrival: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  /// Afterwards the first signal does not end the process.
  package init() async {
    let (arrival, arrived) = AsyncStream.makeStream(of: Void.self)
    self.arrival = arrival
    var sources: [any DispatchSourceSignal] = []
    for number in Self.numbers { sources.append(await Self.source(number, arrived)) }
    self.sources = sources
  }

  /// Returns when a signal has come, or when the task is cancelled.
  package func wait() async {
    for await _ in arrival {}
  }

  deinit {
    for source in sources { source.cancel() }
    Self.restore()
  }

  /// A signal is ignored only once its source is in place: one that came in between would be lost.
  private static func source(
    _ number: Int32, _ arrived: AsyncStream<Void>.Continuation
  ) async -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler {
      restore()
      arrived.finish()
    }
    await withCheckedContinuation { continuation in
      source.setRegistrationHandler {
        signal(number, SIG_IGN)
        continuation.resume()
      }
      source.resume()
    }
    return source
  }

  private static func restore() {
    for number in numbers { signal(number, SIG_DFL) }
  }
}
