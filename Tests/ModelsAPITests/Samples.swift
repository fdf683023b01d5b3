import ModelsAPI
import TestSupport
import Wire

extension ModelsClient {
  /// A client that never waits.
  init(
    _ upstream: ScriptedService, speaking dialect: any Dialect = ModelsREST(), retries: Int = 0,
    clock: TestClock = TestClock()
  ) {
    self.init(
      upstream, speaking: dialect,
      retrying: RetryLoop(RetryPolicy(retries: retries), pause: { clock.pause($0) }),
      now: { TestClock.start })
  }
}

/// A successful answer with this body.
func success(_ json: String) -> String {
  """
  HTTP/1.1 200 OK
  content-type: application/json
  x-request-id: r-1

  \(json)
  """
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension ChatRequest {
  static let hello = ChatRequest(model: "sfdc_ai__DefaultGPT4Omni", .prompt("Hello"))
  static let chat = ChatRequest(model: "sfdc_ai__DefaultGPT4Omni", .messages([Message(.user, "Hello")]))
}
