import HTTPTypes
import NIOCore
import NIOPosix
import Synchronization
import Testing
import Wire

@testable import Transport

/// Where a listener listens, and to how many.
@Suite(.timeLimit(.minutes(10)))
struct ListenerAddressTests {
  private static let hello: @Sendable (HTTPRequest, [UInt8]) -> HTTPReply = { _, _ in
    HTTPReply(.ok, contentType: "text/plain", Array("hello".utf8))
  }

  @Test(arguments: [
    ("localhost", ["127.0.0.1", "::1"]), ("LOCALHOST", ["127.0.0.1", "::1"]), ("127.0.0.1", ["127.0.0.1"]),
    ("::1", ["::1"]),
  ])
  func localhostIsBothLoopbackAddresses(_ host: String, _ addresses: [String]) async throws {
    let listener = Listener(host: host, port: 0, HTTPFunction(Self.hello), onFailure: { Issue.record($0) })
    try await run(listener) { endpoints in
      // A machine may lack one.
      var available: [String] = []
      for address in addresses where await Self.exists(address) { available.append(address) }
      #expect(endpoints.map(\.host) == available)
      #expect(Set(endpoints.map(\.port)).count == 1)
      for endpoint in endpoints {
        let authority = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
        let answer = try await Network.plain().answer(from: "\(authority):\(endpoint.port)")
        #expect(answer == "200 hello")
      }
    }
  }

  @Test func aPortThatAnotherHasAtOneOfThemIsInUse() async throws {
    let listener = Listener(host: "127.0.0.1", port: 0, HTTPFunction(Self.hello), onFailure: { _ in })
    try await run(listener) { endpoints in
      let port = endpoints[0].port
      let second = Listener(host: "localhost", port: port, HTTPFunction(Self.hello), onFailure: { _ in })
      let failure = try await #require(throws: TransportError.self) {
        try await second.run {
        } onListening: { _ in
        }
      }
      #expect(failure == .cannotListen(host: "127.0.0.1", port: port, reason: .addressInUse))
    }
  }

  @Test func whoAsksForNothingMakesWayForOthers() async throws {
    let limits = Listener.Limits.with {
      ($0.connections, $0.leastIdle, $0.leastArrival) = (3, .seconds(5), .seconds(5))
    }
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let listener = Listener(
      host: "127.0.0.1", port: 0, limits: limits,
      HTTPFunction { request, _ in
        if request.path == "/long" {
          begin.finish()
          for await _ in released {}
        }
        return HTTPReply(.ok, contentType: "text/plain", Array("hello".utf8))
      }, onFailure: { Issue.record($0) })
    try await run(listener) { endpoints in
      let port = endpoints[0].port
      try await RawConnection.with(port: port) { busy in
        try await busy.write("GET /long HTTP/1.1\nHost: a\n\n")
        for await _ in begun {}
        // One that has said nothing, one that was answered, one that is slow in asking.
        try await RawConnection.with(port: port) { silent in
          try await RawConnection.with(port: port) { answered in
            try await answered.write("GET / HTTP/1.1\nHost: a\n\n")
            _ = try await answered.readMessage()
            try await RawConnection.with(port: port) { slow in
              try await slow.write("GET / HT")
              for _ in 0..<5 {
                let answer = try await exchange(port, "GET / HTTP/1.1\nHost: a\nConnection: close\n\n")
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
              }
            }
            #expect(try await answered.readToEnd() == "")
          }
          #expect(try await silent.readToEnd() == "")
        }
        release.finish()
        #expect(try await busy.readMessage().hasSuffix("hello"))
      }
    }
  }

  private static func exists(_ address: String) async -> Bool {
    let server = try? await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: address, port: 0).get()
    // It fails only where it is closed already.
    try? await server?.close()
    return server != nil
  }
}
