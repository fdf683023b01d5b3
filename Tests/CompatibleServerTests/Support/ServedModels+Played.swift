import CompatibleServer
import FoundationEssentials
import ModelsAPI
import Synchronization
import TestSupport
import Wire

extension ServedModels {
  /// Models behind a played service; calls that are found in texts are `call_1`, `call_2` ….
  static func played(
    _ service: ScriptedService, speaking dialect: any Dialect = ModelsREST(), retries: Int = 0,
    explain: @escaping @Sendable (any Error) -> UpstreamFailure? = { _ in nil }
  ) -> ServedModels {
    let client = ModelsClient(
      service, speaking: dialect, retrying: RetryLoop(RetryPolicy(retries: retries), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 0) })
    let count = Numbers()
    return ServedModels(
      client, map: ModelMap(aliases: ["fast": "m"], textModel: "text", embeddingModel: "vectors"),
      makeCallID: { "call_\(count.next())" }, explain: explain)
  }
}

/// Counts from 1.
final class Numbers: Sendable {
  private let last = Mutex(0)
  func next() -> Int {
    last.withLock {
      $0 += 1
      return $0
    }
  }
}
