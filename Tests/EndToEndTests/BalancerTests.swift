import FoundationEssentials
import Glibc
import Testing

/// The README's configuration of nginx, before two servers that know nothing of each other.
struct BalancerTests {
  private static let chat = #"{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]}"#

  @Test func requestsAreSharedAndOneServersEndIsNotNoticed() async throws {
    let home = try Home()
    try await onThread {
      let servers = try [Self.server(), Self.server()]
      let balancer = try Balancer(before: servers.map(\.address), in: home)
      for _ in 0..<4 {
        #expect(try balancer.ask("/v1/chat/completions", Self.chat).hasPrefix("HTTP/1.1 200"))
      }
      for server in servers { try server.child.awaits("POST /v1/chat/completions 200") }

      servers[0].child.send(SIGTERM)
      #expect(try servers[0].child.finish().ending == .exit(0))
      for _ in 0..<4 {
        #expect(try balancer.ask("/v1/chat/completions", Self.chat).hasPrefix("HTTP/1.1 200"))
      }
    }
  }

  @Test func aStreamPassesThrough() async throws {
    let home = try Home()
    try await onThread {
      let servers = try [Self.server(["--api", "llmg"]), Self.server(["--api", "llmg"])]
      let balancer = try Balancer(before: servers.map(\.address), in: home)
      let body = Self.chat.replacing("{\"model\"", with: "{\"stream\": true, \"model\"")
      let answer = try balancer.ask("/v1/chat/completions", body)
      #expect(answer.contains("text/event-stream"))
      #expect(answer.contains("data: [DONE]"))
    }
  }

  private static func server(_ words: [String] = []) throws -> (child: Child, address: String) {
    let child = try Child(Call(["serve", "--emulator", "--port", "0"] + words))
    let said = try child.awaits("\n")
    let address = try #require(said.firstRange(of: "http://").map { said[$0.lowerBound...] })
    return (child, String(address.prefix { !$0.isWhitespace }))
  }
}

/// A running nginx with the README's configuration.
private final class Balancer {
  private let child: Child
  private let address: String

  init(before servers: [String], in home: Home) throws {
    let port = try Loopback.unusedPort()
    address = "http://127.0.0.1:\(port)"
    var settings = try #require(try Readme().blocks("nginx").first).joined(separator: "\n")
    let places = ["127.0.0.1:8081", "127.0.0.1:8082"]
    for (place, server) in zip(places, servers) {
      settings = settings.replacing(place, with: server.dropFirst("http://".count))
    }
    settings = settings.replacing("listen 8080", with: "listen 127.0.0.1:\(port)")
    let file = home.path + "/nginx.conf"
    try Data(Self.frame(settings, in: home.path).utf8).write(to: URL(filePath: file))
    let words = ["-p", home.path, "-e", "stderr", "-c", file, "-g", "daemon off;"]
    child = try Child(Call(words, program: "/usr/sbin/nginx"))
    try child.awaits("start worker process")
  }

  deinit { child.send(SIGTERM) }

  /// What a test of nginx needs beside the README's lines: all files below one folder.
  private static func frame(_ settings: String, in folder: String) -> String {
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    return """
      pid \(folder)/nginx.pid;
      error_log stderr notice;
      events {}
      http {
        access_log off;
      \(kinds.map { "  \($0)_temp_path \(folder)/\($0);" }.joined(separator: "\n"))
      \(settings)
      }
      """
  }

  func ask(_ path: String, _ body: String) throws -> String {
    let client = try RawClient(address)
    try client.send(
      """
      POST \(path) HTTP/1.1\r
      Host: 127.0.0.1\r
      Connection: close\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """)
    return client.readAll()
  }
}
