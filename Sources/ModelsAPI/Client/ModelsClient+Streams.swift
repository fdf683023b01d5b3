import HTTPTypes
package import Wire

extension ModelsClient {
  /// A model's answer as it is generated; it has begun when this returns.
  ///
  /// - Throws: as ``chat(_:)`` does. Once anything was handed out, nothing is tried again.
  package func stream(_ request: ChatRequest) async throws -> EventStream<ReplyEvent> {
    try Self.refuse(dialect.limits(of: request, streamed: true))
    return try await open(dialect.stream(request) ?? refuse(.stream))
  }

  /// A plug-in's answer, event by event, as it comes.
  ///
  /// - Throws: ``ModelsFailure`` for a refusal before the first event, `HTTPFailure`, or what the service throws about credentials.
  package func stream(_ request: PluginRequest) async throws -> EventStream<ServerSentEvent> {
    try await open(dialect.stream(request) ?? refuse(.plugins))
  }

  private func open<Event>(_ operation: StreamOperation<Event>) async throws -> EventStream<Event> {
    try await retrying.perform(isRepeatable: operation.isRepeatable) {
      var reply = try await service.respond(to: operation.request, body: operation.body)
      try await refuse(&reply, operation.model)
      return try await EventStream(reply, operation.makeReader)
    }
  }

  /// - Throws: what the service says instead of a stream.
  private func refuse(_ reply: inout HTTPReply, _ model: ModelName?) async throws {
    let isStream = reply.head.headerFields[.contentType].map(Self.mayBeStream) ?? true
    guard reply.head.status.kind != .successful || !isStream else { return }
    let body = try await reply.body.collect(upTo: Self.longestAnswer)
    throw ModelsFailure(reply.head, body, model: model, now: now())
      ?? .otherShape(missing: "stream of events", requestID: reply.head.requestID)
  }

  /// Gateways that cut in answer with a page or an object of their own, sometimes as a success.
  private static func mayBeStream(_ contentType: String) -> Bool {
    !["application/json", "text/html"].contains { contentType.lowercased().hasPrefix($0) }
  }
}
