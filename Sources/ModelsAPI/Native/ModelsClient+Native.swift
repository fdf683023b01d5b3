import HTTPTypes
import Wire

/// An answer of a maker's own API.
package enum NativeReply {
  case whole(NativeAnswer)
  case stream(NativeStream)
}

/// A whole answer, as it came.
package struct NativeAnswer: Sendable {
  /// The bytes of its JSON.
  package let body: [UInt8]
  /// What it says that it cost.
  package let usage: Usage?
}

extension ModelsClient {
  /// Whether the upstream speaks makers' own APIs beside its own.
  package var hasNativeSurfaces: Bool { type(of: dialect).api.can(.nativeSurfaces) }

  /// The answer to a request that travels as it is; a stream has begun when this returns.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials. Once anything was handed
  ///   out, nothing is tried again.
  package func send(_ request: NativeRequest) async throws -> NativeReply {
    guard let head = dialect.native(request) else { return try refuse(.nativeSurfaces) }
    return try await retrying.perform {
      var reply = try await service.respond(to: head, body: request.body)
      guard reply.head.status.kind == .successful else { throw try await failure(&reply, request) }
      guard request.streams else { return .whole(try await answer(&reply, request)) }
      return .stream(try await stream(&reply, request))
    }
  }

  private func failure(_ reply: inout HTTPReply, _ request: NativeRequest) async throws -> ModelsFailure {
    let body = try await reply.body.collect(upTo: Self.longestAnswer)
    return ModelsFailure(reply.head, body, model: request.model, now: now())
      ?? .otherShape(missing: "answer", requestID: reply.head.requestID)
  }

  private func answer(_ reply: inout HTTPReply, _ request: NativeRequest) async throws -> NativeAnswer {
    let body = try await reply.body.collect(upTo: Self.longestAnswer)
    var facts = NativeFacts(request.surface)
    try facts.read(whole: body, requestID: reply.head.requestID)
    return NativeAnswer(body: body, usage: facts.usage)
  }

  /// Gateways that cut in answer with a page or an object of their own, sometimes as a success.
  private func stream(_ reply: inout HTTPReply, _ request: NativeRequest) async throws -> NativeStream {
    let id = reply.head.requestID
    switch NativeStreamForm(reply.head.headerFields[.contentType], request.surface) {
    case .frames:
      return try await NativeStream(
        reply.body, FrameStreamReader(request.surface, requestID: id), requestID: id)
    case .events:
      return try await NativeStream(
        reply.body, EventTextReader(request.surface, requestID: id), requestID: id)
    case .other:
      _ = try await answer(&reply, request)
      throw ModelsFailure.otherShape(missing: "stream of events", requestID: id)
    }
  }
}

/// What a stream travels in.
private enum NativeStreamForm {
  case frames, events
  /// It is none.
  case other

  init(_ contentType: String?, _ surface: NativeSurface) {
    guard let type = contentType?.lowercased() else {
      self = surface == .messages ? .frames : .events
      return
    }
    if type.hasPrefix(EventStreamMessage.contentType) || type.hasPrefix("application/octet-stream") {
      self = .frames
    } else {
      self = type.hasPrefix(ServerSentEvent.contentType) ? .events : .other
    }
  }
}
