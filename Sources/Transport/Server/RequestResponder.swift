import HTTPTypes
import NIOCore
import Wire

/// Has the service answer the requests of all connections, and frames what it says.
struct RequestResponder: Sendable {
  let limits: Listener.Limits
  let connections: OpenConnections
  let budget: BodyBudget
  let date = DateField()
  let onEvent: @Sendable (Listener.Event) -> Void
  private let service: any HTTPService
  /// The same, where it knows how its streams begin.
  private let streaming: (any StreamingService)?
  private let refusingHead: Listener.HeadRefusal?
  private let refusing: Listener.RejectionReply?
  private let onFailure: @Sendable (any Error) -> Void

  init(
    _ service: any HTTPService, _ limits: Listener.Limits, _ connections: OpenConnections,
    refusingHead: Listener.HeadRefusal?, refusing: Listener.RejectionReply?,
    onEvent: @escaping @Sendable (Listener.Event) -> Void, onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.service = service
    streaming = service as? any StreamingService
    self.limits = limits
    self.connections = connections
    budget = limits.bodies
    self.refusingHead = refusingHead
    self.refusing = refusing
    self.onEvent = onEvent
    self.onFailure = onFailure
  }

  /// What the service says.
  ///
  /// - Throws: `CancellationError`, and what the service threw when the client has a head already.
  func reply(to request: ReceivedRequest, _ opening: StreamOpening) async throws -> HTTPReply {
    do {
      guard request.isLong else { return try await answer(request, opening) }
      return try await withTaskExecutorPreference(globalConcurrentExecutor) {
        try await answer(request, opening)
      }
    } catch {
      // When the client is gone nobody waits for an answer, and whatever was thrown is only a consequence.
      try Task.checkCancellation()
      onFailure(error)
      guard !opening.isBegun else { throw error }
      return HTTPReply(RejectedRequest(.internalServerError))
    }
  }

  private func answer(_ request: ReceivedRequest, _ opening: StreamOpening) async throws -> HTTPReply {
    guard let streaming else {
      return try await service.respond(to: request.head.request, body: request.body)
    }
    return try await streaming.respond(to: request.head.request, body: request.body, opening: opening)
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

  /// Writes a reply whose body comes in pieces.
  func streamWriter(_ head: HTTPResponse, to request: RequestHead) -> ReplyWriter {
    ReplyWriter(head, length: head.announcedLength, to: request, isLast: connections.isEnding)
  }
}

/// Requests that the service is not asked for.
extension RequestResponder {
  /// Why a request is not worth its body, by its head; `nil` when it is.
  func refusal(of head: RequestHead) -> HTTPReply? {
    refusingHead?(head.request)
  }

  /// The answer to what did not arrive as it should.
  func reply(to request: HTTPRequest?, with rejection: RejectedRequest) -> HTTPReply {
    if rejection.head.status == .serviceUnavailable { onEvent(.bodyRefused) }
    return refusing?(request, rejection.head.status) ?? HTTPReply(rejection)
  }

  /// The last bytes on a connection.
  func last(_ reply: HTTPReply) -> ByteBuffer {
    whole(reply.head, reply.body.whole ?? [], to: .unknown).0
  }
}

extension HTTPResponse {
  fileprivate var announcedLength: Int? {
    // Looking a field up and joining what has its name is slower than one pass.
    headerFields.first { $0.name == .contentLength }.flatMap { Int($0.value) }
  }
}
