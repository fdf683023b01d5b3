import FoundationEssentials
import ModelsAPI
import Synchronization

@testable import CompatibleServer

/// Collects lines.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A clock that goes on by a fixed step with each look.
final class SteppingClock: Sendable {
  private let time: Mutex<Double>
  private let step: Double

  init(at start: Double = 1_795_274_400, step: Double = 0) {
    time = Mutex(start)
    self.step = step
  }

  func now() -> Date {
    time.withLock { time in
      time += step
      return Date(timeIntervalSince1970: time - step)
    }
  }
}

extension CompatibleServer.Configuration {
  /// Ids count from 1 with each prefix.
  static func sample(
    _ clock: SteppingClock = SteppingClock(), _ change: (inout Self) -> Void = { _ in }
  ) -> Self {
    let last = CountedIDs()
    var configuration = Self(version: "1.2.3", now: { clock.now() }, makeID: { last.next($0) })
    change(&configuration)
    return configuration
  }
}

private final class CountedIDs: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func next(_ prefix: String) -> String {
    counts.withLock {
      $0[prefix, default: 0] += 1
      return "\(prefix)\($0[prefix] ?? 0)"
    }
  }
}

extension ModelMap {
  static let sample = ModelMap(
    textModel: "sfdc_ai__DefaultOpenAIGPT4OmniMini",
    embeddingModel: "sfdc_ai__DefaultOpenAITextEmbeddingAda_002")
}
