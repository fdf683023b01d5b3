import Glibc
import Testing

/// Clients and servers that leave while something is under way, and many clients at once.
@Suite struct ServeEndingTests {
  private static let beginning = GatewayTests.head + GatewayTests.event("Once")
  /// An upstream whose streams begin and do not go on.
  private static let stalled = [GatewayTests.stream: [Turn(.raw(beginning), .silence).always]]

  @Test(arguments: [SIGTERM, SIGINT])
  func aStreamUnderWayIsFinishedFirst(_ signal: Int32) async throws {
    let (rest, ending) = try await Served.onEmulator("--api", "llmg") { served in
      let client = try served.streamer()
      served.child.send(signal)
      return (client.readAll(), try served.child.finish().ending)
    }
    #expect(rest.hasSuffix("0\r\n\r\n"))
    #expect(ending == .exit(0))
  }

  @Test func aSecondSignalEndsItAtOnce() async throws {
    let ending = try await Served.on(Org(Self.stalled)) { served in
      let client = try served.streamer()
      defer { client.close() }
      served.child.send(SIGTERM)
      // Nothing is accepted any more: the first signal has been heard.
      while (try? served.client()) != nil {}
      served.child.send(SIGTERM)
      return try served.child.finish().ending
    }
    #expect(ending == .signal(SIGTERM))
  }

  @Test func aClientThatIsGoneLeavesNothingBehind() async throws {
    try await Served.on(Org(Self.stalled)) { served in
      let idle = served.sockets
      let client = try served.streamer()
      #expect(served.sockets > idle)
      client.close()
      // The token's connection may be kept.
      try served.awaitSockets(idle + 1)
    }
  }

  @Test func twoHundredStreamsAreOpenAtOnce() async throws {
    try await Served.on(Org(Self.stalled)) { served in
      let idle = served.sockets
      let clients = try (0..<200).map { _ in try served.streamer() }
      #expect(served.sockets >= idle + 400)
      #expect(try served.ask("GET /health").hasPrefix("HTTP/1.1 200 "))
      for client in clients { client.close() }
      try served.awaitSockets(idle + 1)
    }
  }

  @Test func fiveHundredSlowClientsKeepNobodyWaiting() async throws {
    let refusals = try await Served.onEmulator { served in
      let slow = try (0..<500).map { _ in
        let client = try served.client()
        client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\n{")
        return client
      }
      #expect(try served.ask("POST /v1/chat/completions", body: Served.chat()).hasPrefix("HTTP/1.1 200 "))
      // Half a minute after they began.
      return slow.map { $0.readAll().prefix(12) }
    }
    #expect(refusals.allSatisfy { $0 == "HTTP/1.1 408" })
  }

  @Test(arguments: [12, 18, 24])
  func whereTooFewFilesCanBeOpenedItSaysSo(_ limit: Int) async throws {
    let told = try await Call.shell("ulimit -n \(limit); exec \"$0\" serve --emulator --port 0").run().told
    #expect(
      told
        == Told(
          1, "",
          "sfmodels: a server must be able to open 24 files at least, and this process can open \(limit - 3)\n  hint: raise the limit: ulimit -n 1024\n"
        ))
  }

  @Test func whereNoMoreFilesCanBeOpenedItGoesOn() async throws {
    let answer = try await onThread {
      let served = try Served(.shell(#"ulimit -n 40; exec "$0" serve --emulator --port 0"#))
      defer { served.child.send(SIGKILL) }
      let clients = try (0..<60).map { _ in try served.client() }
      for client in clients { client.close() }
      return try served.ask("GET /health")
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
  }
}
