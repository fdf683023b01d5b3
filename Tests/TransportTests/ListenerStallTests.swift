import HTTPTypes
import NIOCore
import Testing
import Wire

@testable import Transport

/// Clients that do not read.
@Suite(.timeLimit(.minutes(10)))
struct ListenerStallTests {
  /// More than the systems between keep for a connection.
  private static let long = [UInt8](repeating: 65, count: 64 << 20)

  @Test(arguments: ["/whole", "/stream", "/last", "/many"])
  func areClosedAndCounted(_ path: String) async throws {
    let (events, event) = AsyncStream.makeStream(of: Listener.Event.self)
    let service: @Sendable (HTTPRequest, [UInt8]) -> HTTPReply = { request, _ in
      guard request.path == "/stream" else { return HTTPReply(.ok, contentType: "text/plain", Self.long) }
      return HTTPReply(head: HTTPResponse(status: .ok), body: ReplyBody { Self.long })
    }
    let listener = Listener(
      host: "127.0.0.1", port: 0, limits: .with { $0.stall = .milliseconds(60) }, HTTPFunction(service),
      onEvent: { event.yield($0) }, onFailure: { Issue.record($0) })
    try await run(listener) { endpoints in
      try await RawConnection.with(port: endpoints[0].port) { client in
        try await client.stopReading()
        let request = "GET \(path) HTTP/1.1\nHost: a\n\(path == "/last" ? "Connection: close\n" : "")\n"
        try await client.write(String(repeating: request, count: path == "/many" ? 5 : 1))
        for await event in events {
          #expect(event == .clientStalled)
          break
        }
      }
    }
  }

  @Test(
    arguments: [
      // Twelve looks without progress are too many, and it is the last progress that they are counted from.
      ([100, 100], true), ([100] + Array(repeating: 100, count: 11), true),
      ([100] + Array(repeating: 100, count: 12), false),
      (Array(stride(from: 100, to: 60, by: -1)), true),
      ([100] + Array(repeating: 100, count: 11) + Array(repeating: 99, count: 12), true),
      ([100] + Array(repeating: 100, count: 11) + Array(repeating: 99, count: 13), false),
      ([0] + Array(repeating: 0, count: 12), false),
    ] as [([Int], Bool)])
  func progressIsThatLessIsLeft(_ looks: [Int], isMade: Bool) {
    var progress = WriteProgress(patience: .seconds(60))
    progress.begin()
    #expect(looks.map { progress.isMade(left: $0) }.last == isMade)
    #expect(progress.pause == .seconds(5))
  }
}
