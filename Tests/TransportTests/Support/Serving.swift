import HTTPTypes
import Testing
import Wire

@testable import Transport

/// Runs the test with a listener on a free port, and ends it in order.
func serve(
  limits: Listener.Limits = .init(),
  onFailure: @escaping @Sendable (any Error) -> Void = { Issue.record("the service failed: \($0)") },
  refusing: Listener.RejectionReply? = nil,
  _ service: @escaping @Sendable (HTTPRequest, [UInt8]) async throws -> HTTPReply,
  test: (Int) async throws -> Void
) async throws {
  let listener = Listener(
    host: "127.0.0.1", port: 0, limits: limits, HTTPFunction(service), refusing: refusing,
    onFailure: onFailure)
  try await run(listener) { endpoints in try await test(endpoints[0].port) }
}

/// Runs the test with the listener, and ends it in order.
func run(_ listener: Listener, test: ([Listener.Endpoint]) async throws -> Void) async throws {
  let (places, place) = AsyncStream.makeStream(of: [Listener.Endpoint].self)
  let (enough, end) = AsyncStream.makeStream(of: Void.self)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { place.finish() }
      try await listener.run {
        for await _ in enough {}
      } onListening: {
        place.yield($0)
      }
    }
    for await endpoints in places {
      try await test(endpoints)
      end.finish()
      break
    }
    try await group.waitForAll()
  }
}

/// Sends the text, and reads until the listener closes.
func exchange(_ port: Int, _ request: String) async throws -> String {
  try await RawConnection.with(port: port) { client in
    try await client.write(request)
    return try await client.readToEnd()
  }
}

extension Listener.Limits {
  static func with(_ change: (inout Listener.Limits) -> Void) -> Listener.Limits {
    var limits = Listener.Limits()
    change(&limits)
    return limits
  }
}
