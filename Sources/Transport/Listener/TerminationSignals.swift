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

  /// From now on the first signal does not end the process.
  package init() {
    let (arrival, arrived) = AsyncStream.makeStream(of: Void.self)
    self.arrival = arrival
    self.sources = Self.numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        Self.restore()
        arrived.finish()
      }
      source.resume()
      return source
    }
  }

  /// Returns when a signal has come, or when the task is cancelled.
  package func wait() async {
    for await _ in arrival {}
  }

  deinit {
    for source in sources { source.cancel() }
    Self.restore()
  }

  private static func restore() {
    for number in numbers { signal(number, SIG_DFL) }
  }
}
