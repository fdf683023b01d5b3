import FoundationEssentials
import ModelsAPI
import Synchronization
import TestSupport

@testable import CompatibleServer

extension TestClock {
  /// A clock at 2026-11-21T15:20:00Z that each look moves by so many seconds.
  static func serving(step: Double = 0) -> TestClock {
    TestClock(at: Date(timeIntervalSince1970: 1_795_274_400), step: .seconds(step))
  }
}

extension CompatibleServer.Configuration {
  /// Ids count from 1 with each prefix; nothing takes any time.
  static func sample(
    _ clock: TestClock = .serving(), _ change: (inout Self) -> Void = { _ in }
  ) -> Self {
    let last = CountedIDs()
    var configuration = Self(version: "1.2.3", now: { clock.now() }, makeID: { last.next($0) })
    configuration.elapsed = { .zero }
    configuration.random = { 1 }
    configuration.page = WebPage()
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
