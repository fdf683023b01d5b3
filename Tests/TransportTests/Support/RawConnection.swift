import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// One end of a connection, in text.
final class RawConnection {
  private let channel: any Channel
  private var input: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var unread = ""

  private init(_ channel: any Channel, _ input: NIOAsyncChannelInboundStream<ByteBuffer>) {
    self.channel = channel
    self.input = input.makeAsyncIterator()
  }

  @concurrent
  static func with<Result: Sendable>(
    _ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
    _ use: @Sendable (RawConnection) async throws -> Result
  ) async throws -> Result {
    try await channel.executeThenClose { input, _ in
      try await use(RawConnection(channel.channel, input))
    }
  }

  /// A server's end, which begins to read only now.
  @concurrent
  static func with<Result: Sendable>(
    accepted channel: any Channel, _ use: @Sendable (RawConnection) async throws -> Result
  ) async throws -> Result {
    let wrapped = try await channel.eventLoop.submit {
      try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
    }.get()
    channel.setOption(.autoRead, value: true).whenFailure { _ in }
    return try await with(wrapped, use)
  }

  /// A client's end.
  @concurrent
  static func with<Result: Sendable>(
    port: Int, _ use: @Sendable (RawConnection) async throws -> Result
  ) async throws -> Result {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await with(channel, use)
  }

  /// Writes the text with the line ends of HTTP; returns when the system has taken it.
  func write(_ text: String) async throws {
    try await write(bytes: Array(wire(text).utf8))
  }

  func write(bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  /// Writes the text, and speaks TLS from then on, inside the TLS that is spoken already, if any.
  func write(_ text: String, thenSecuredBy tls: NIOSSLContext) async throws {
    let bytes = ByteBuffer(string: wire(text))
    try await channel.eventLoop.submit { [channel] in
      channel.writeAndFlush(bytes, promise: nil)
      let pipeline = channel.pipeline.syncOperations
      let outer = try? pipeline.handler(type: NIOSSLServerHandler.self)
      try pipeline.addHandler(
        NIOSSLServerHandler(context: tls), position: outer.map { .after($0) } ?? .first)
    }.get()
  }

  /// Answers every request until the other side closes.
  func answerAll(_ body: String = "ok") async throws {
    while try await readMessage().contains("\n\n") {
      try await write("HTTP/1.1 200 OK\nContent-Length: \(body.utf8.count)\n\n\(body)")
    }
  }

  /// Reads until the text is complete that the other side was to send; the lines end as in Swift.
  func read(until isComplete: (String) -> Bool) async throws -> String {
    while !isComplete(unread) {
      guard let buffer = try await input.next(isolation: #isolation) else { break }
      unread += String(buffer: buffer).replacing("\r\n", with: "\n")
    }
    defer { unread = "" }
    return unread
  }

  /// Reads a request or an answer whose body, if any, is as long as its head says.
  func readMessage() async throws -> String {
    try await read { text in
      guard let end = text.firstRange(of: "\n\n") else { return false }
      let head = text[..<end.lowerBound].lowercased()
      guard let field = head.firstRange(of: "content-length: ") else { return true }
      let length = Int(head[field.upperBound...].prefix { $0.isNumber }) ?? 0
      return text[end.upperBound...].utf8.count >= length
    }
  }

  /// Reads all until the other side closes.
  func readToEnd() async throws -> String {
    try await read { _ in false }
  }

  /// Closes, and returns when the other side has closed too.
  func end() async throws {
    try await channel.close(mode: .output)
    _ = try await readToEnd()
  }

  /// Says that nothing more will be sent.
  func endSending() async throws {
    try await channel.close(mode: .output)
  }

  /// Stops reading, so that the other side can write no more than the systems between keep.
  func stopReading() async throws {
    try await channel.setOption(.autoRead, value: false).get()
  }

  /// Ends the connection in order.
  func close() async throws { try await channel.close() }

  /// Breaks the connection instead of closing it.
  func reset() async throws {
    try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try await channel.close()
  }
}

/// The text with the line ends of HTTP.
func wire(_ text: String) -> String {
  text.replacing("\n", with: "\r\n")
}
