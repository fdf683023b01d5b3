import HTTPTypes
import NIOCore
import Wire

/// Answers one request of a connection with what the service says.
struct RequestResponder: Sendable {
  let limits: Listener.Limits
  let connections: OpenConnections
  private let service: any HTTPService
  private let refusing: Listener.RejectionReply?
  private let onFailure: @Sendable (any Error) -> Void
  private let date = DateField()

  init(
    _ service: any HTTPService, _ limits: Listener.Limits, _ connections: OpenConnections,
    refusing: Listener.RejectionReply?,
    onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.service = service
    self.limits = limits
    self.connections = connections
    self.refusing = refusing
    self.onFailure = onFailure
  }

  /// Returns whether the connection can be used again.
  ///
  /// - Throws: what makes it unusable at once: a client that is gone, or an answer that broke off.
  func respond(to request: ReceivedRequest, over channel: any Channel) async throws -> Bool {
    var reply = try await reply(to: request)
    guard let length = reply.body.wholeLength else {
      return try await stream(&reply, to: request.head, over: channel)
    }
    let body = length == 0 ? [] : try await reply.body.next() ?? []
    let (bytes, isReusable) = whole(reply.head, body, to: request.head)
    channel.writeAndFlush(bytes, promise: nil)
    return isReusable
  }

  /// The bytes of a reply whose body is known.
  func whole(_ head: HTTPResponse, _ body: [UInt8], to request: RequestHead) -> (ByteBuffer, isReusable: Bool)
  {
    // A service that answers HEAD may say how long the body would be.
    let announced = request.request.method == .head ? head.announcedLength : nil
    let writer = ReplyWriter(head, length: announced ?? body.count, to: request, isLast: connections.isEnding)
    var buffer = ByteBuffer()
    buffer.reserveCapacity(512 + body.count)
    writer.writeHead(to: &buffer, date: date.value())
    if writer.showsBody { writer.write(body, to: &buffer) }
    return (buffer, writer.keepsConnection)
  }

  /// The last bytes on a connection on which no request arrived as it should.
  func reject(_ request: HTTPRequest?, with rejection: RejectedRequest) -> ByteBuffer {
    let reply = refusing?(request, rejection.head.status)
    return whole(reply?.head ?? rejection.head, reply?.body.whole ?? rejection.body, to: .unknown).0
  }

  private func reply(to request: ReceivedRequest) async throws -> HTTPReply {
    do {
      return try await service.respond(to: request.head.request, body: request.body)
    } catch {
      // When the client is gone nobody waits for an answer, and whatever was thrown is only a consequence.
      try Task.checkCancellation()
      onFailure(error)
      return HTTPReply(RejectedRequest(.internalServerError))
    }
  }

  /// Writes the reply piece by piece, each as it is pulled; none is pulled before the last one is out.
  private func stream(_ reply: inout HTTPReply, to request: RequestHead, over channel: any Channel)
    async throws -> Bool
  {
    let writer = ReplyWriter(
      reply.head, length: reply.head.announcedLength, to: request, isLast: connections.isEnding)
    var buffer = ByteBuffer()
    writer.writeHead(to: &buffer, date: date.value())
    try await channel.writeAndFlush(buffer).get()
    guard writer.showsBody else { return writer.keepsConnection }
    var count = 0
    while let piece = try await reply.body.next() {
      count += piece.count
      var buffer = ByteBuffer()
      buffer.reserveCapacity(piece.count + 16)
      writer.write(piece, to: &buffer)
      try await channel.writeAndFlush(buffer).get()
    }
    var end = ByteBuffer()
    writer.writeEnd(to: &end)
    try await channel.writeAndFlush(end).get()
    return writer.keepsConnection && writer.isAnnounced(count)
  }
}

extension HTTPResponse {
  fileprivate var announcedLength: Int? {
    // Looking a field up makes the library build an index of all of them.
    headerFields.first { $0.name == .contentLength }.flatMap { Int($0.value) }
  }
}
