import Glibc
import Testing

/// Connections of clients: what they are told, how many there may be, and those that close only a half.
@Suite struct ServeConnectionTests {
  private static let beginning = GatewayTests.head + GatewayTests.event("Once")
  /// An upstream whose streams begin and do not go on, and whose whole answers come.
  private static let script = [
    GatewayTests.stream: [Turn(.raw(beginning), .silence).always],
    "POST /ai/gpt/v1/chat/generations": [
      Turn.answer(
        200,
        #"{"id":"x","generation_details":{"generations":[{"content":"Hello","parameters":{"finish_reason":"stop"}}]}}"#
      ).always
    ],
  ]

  @Test(arguments: ["localhost", "LOCALHOST"])
  func localhostIsBothLoopbackAddresses(_ host: String) async throws {
    let said = try await onThread {
      let child = try Child(Call(["serve", "--emulator", "--port", "0", "--host", host]))
      defer { child.send(SIGKILL) }
      return try child.awaits("\n")
    }
    let line = said.prefix { $0 != "\n" }
    let addresses = line.split(separator: " ").filter { $0.hasPrefix("http://") }
    let ports = Set(addresses.compactMap { $0.split(separator: ":").last })
    #expect(ports.count == 1, "\(said)")
    let hasIPv6 = access("/proc/net/if_inet6", R_OK) == 0
    let names = hasIPv6 ? ["http://127.0.0.1", "http://[::1]"] : ["http://127.0.0.1"]
    #expect(addresses == names.map { "\($0):\(ports.first ?? "")" }, "\(said)")
  }

  @Test(arguments: ["/v1/chat/completions", "/v1/responses", "/health"])
  func aClientThatClosesItsHalfGetsItsAnswer(_ path: String) async throws {
    let body = path == "/v1/responses" ? #"{"model":"gpt-4o-mini","input":"hi"}"# : Served.chat()
    let answer = try await Served.on(Org(Self.script)) { served in
      let client = try served.client()
      let isGet = path == "/health"
      client.write(Served.request((isGet ? "GET " : "POST ") + path, [], body: isGet ? "" : body))
      client.endSending()
      return client.readAll()
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
  }

  @Test func withFewDescriptorsItGoesOn() async throws {
    let org = try Org(Self.script)
    let answers = try await onThread {
      var call = Call.shell(#"ulimit -n 64; exec "$0" serve --api llmg --port 0"#)
      call.environment = org.environment
      let served = try Served(call)
      defer { served.child.send(SIGKILL) }
      let streams = try (0..<5).map { _ in try served.streamer() }
      // Some say nothing, some are slow in asking.
      let idle = try (0..<100).map { number in
        let client = try served.client()
        if number % 2 == 0 { client.write("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n") }
        return client
      }
      var answers = try (0..<5).map { _ in try served.ask("GET /health") }
      answers += try (0..<20).map { _ in try served.ask("POST /v1/chat/completions", body: Served.chat()) }
      // Those under way are under way still.
      #expect(streams.allSatisfy { !$0.isClosed })
      for client in idle { client.close() }
      return answers
    }
    #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 200 ") }, "\(answers.map { $0.prefix(60) })")
    #expect(org.server.requests(to: Documents.token).count == 1)
  }

  @Test func aLogThatNobodyReadsStopsNothing() async throws {
    let answer = try await onThread {
      // The pipe is full after 64 KB.
      let served = try Served(
        .shell(
          #"""
          folder=$(mktemp -d) && mkfifo "$folder/log"
          { read -r line; echo "$line" >&2; rm -r "$folder"; exec sleep 30; } <"$folder/log" &
          exec "$0" serve --emulator --port 0 2>"$folder/log"
          """#))
      defer { served.child.send(SIGKILL) }
      for _ in 0..<1_500 { _ = try served.ask("GET /health/of/\(String(repeating: "x", count: 150))") }
      return try served.ask("GET /health")
    }
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
  }
}
