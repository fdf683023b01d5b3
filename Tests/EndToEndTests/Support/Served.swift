import FoundationEssentials
import Glibc
import Testing

/// A running `serve`, on a free port. Belongs to one thread.
struct Served {
  struct NoStream: Error { var answer: String }

  let child: Child
  /// `http://127.0.0.1:PORT`.
  let address: String

  /// - Parameter call: `serve …` in the world in which it is to run.
  init(_ call: Call) throws {
    var call = call
    call.limit = 120
    child = try Child(call)
    let said = try child.awaits("\n")
    let start = try #require(said.firstRange(of: "http://"), "\(said)")
    address = String(said[start.lowerBound...].prefix { !$0.isWhitespace })
  }

  /// Runs it on the pretend org beside what the test does with it.
  static func onEmulator<Result: Sendable>(
    _ words: String..., with environment: [String: String] = [:],
    _ body: @escaping @Sendable (Served) throws -> Result
  ) async throws -> Result {
    try await onThread {
      var call = Call(["serve", "--emulator", "--port", "0"] + words)
      call.environment = environment
      let served = try Served(call)
      defer { served.child.send(SIGKILL) }
      return try body(served)
    }
  }

  /// Runs it, on the LLM Gateway of an org that has no endpoints of others' APIs, beside what the test does with it.
  static func on<Result: Sendable>(
    _ org: Org, _ body: @escaping @Sendable (Served) throws -> Result
  ) async throws -> Result {
    try await onThread {
      var call = Call(["serve", "--api", "llmg", "--lane", "translated", "--port", "0"])
      call.environment = org.environment
      let served = try Served(call)
      defer { served.child.send(SIGKILL) }
      return try body(served)
    }
  }

  func client() throws -> RawClient { try RawClient(address) }

  /// The whole answer to a request, on a connection of its own.
  func ask(_ line: String, _ fields: String..., body: String = "", host: String = "127.0.0.1") throws
    -> String
  {
    let client = try client()
    client.write(Self.request(line, ["Connection: close"] + fields, body: body, host: host))
    return client.readAll()
  }

  /// A client that has asked for a stream, and has its first event.
  func streamer() throws -> RawClient {
    let client = try client()
    client.write(Self.request("POST /v1/chat/completions", [], body: Self.chat(streams: true)))
    let beginning = client.read(until: "data: ")
    guard beginning.hasPrefix("HTTP/1.1 200 ") else { throw NoStream(answer: beginning) }
    return client
  }

  static func chat(streams: Bool = false) -> String {
    """
    {"model":"gpt-4o-mini","stream":\(streams),"messages":[{"role":"user","content":"Tell me a long story."}]}
    """
  }

  static func request(_ line: String, _ fields: [String], body: String, host: String = "127.0.0.1") -> String
  {
    let fields = ["Host: \(host)", "Content-Length: \(body.utf8.count)"] + fields
    return "\(line) HTTP/1.1\r\n\(fields.map { $0 + "\r\n" }.joined())\r\n\(body)"
  }

  /// How many sockets it has open.
  var sockets: Int {
    let folder = "/proc/\(child.process)/fd"
    var count = 0
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      var target = [UInt8](repeating: 0, count: 64)
      let length = readlink("\(folder)/\(name)", &target, target.count)
      if String(decoding: target[..<max(0, length)], as: UTF8.self).hasPrefix("socket:") { count += 1 }
    }
    return count
  }

  /// Waits until it has no more sockets open than these.
  func awaitSockets(_ count: Int) throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while sockets > count {
      guard .now < deadline else { throw Descriptor.Trouble(code: ETIMEDOUT) }
      sched_yield()
    }
  }
}
