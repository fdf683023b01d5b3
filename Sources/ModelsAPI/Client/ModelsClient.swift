package import FoundationEssentials
package import HTTPTypes
package import Wire

/// The models of an org, as functions: the one place where requests are sent, repeated and understood.
package struct ModelsClient: Sendable {
  /// Bytes; no endpoint's answer comes near, and memory stays bounded when something else answers.
  package static let longestAnswer = 32 << 20

  let service: any HTTPService
  let dialect: any Dialect
  let retrying: RetryLoop
  let now: @Sendable () -> Date

  /// - Parameter service: knows host and credential.
  package init(
    _ service: any HTTPService, speaking dialect: any Dialect, retrying: RetryLoop,
    now: @escaping @Sendable () -> Date
  ) {
    self.service = service
    self.dialect = dialect
    self.retrying = retrying
    self.now = now
  }

  /// The same client, of whose further attempts somebody is told, before each of them.
  package func observingRetries(_ observe: @escaping @Sendable () -> Void) -> ModelsClient {
    ModelsClient(service, speaking: dialect, retrying: retrying.observed(by: observe), now: now)
  }

  /// The same client, which does not try again where a service wants to be left alone for longer than this.
  package func waitingAtMost(_ time: Duration) -> ModelsClient {
    ModelsClient(service, speaking: dialect, retrying: retrying.waitingAtMost(time), now: now)
  }

  /// The same client, which sends these header fields along.
  package func sending(_ fields: [HTTPField]) -> ModelsClient {
    ModelsClient(HeaderMiddleware(service, fields), speaking: dialect, retrying: retrying, now: now)
  }

  /// A model's answer.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func chat(_ request: ChatRequest) async throws -> Reply {
    try Self.refuse(dialect.limits(of: request, streamed: false))
    return try await perform(dialect.chat(request))
  }

  /// One vector for each input, in the inputs' order.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func embed(_ request: EmbeddingRequest) async throws -> EmbeddingReply {
    try Self.refuse(dialect.limits(of: request))
    return try await perform(dialect.embed(request) ?? refuse(.embeddings))
  }

  /// Tells the service what somebody thinks of a generation.
  ///
  /// - Throws: ``ModelsFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func submit(_ feedback: Feedback) async throws -> FeedbackReceipt {
    try Self.refuse(dialect.limits(of: feedback))
    return try await perform(dialect.submit(feedback) ?? refuse(.feedback))
  }

  /// - Throws: ``ModelsFailure/unsupported(_:)`` with all that an API cannot do.
  package static func refuse(_ limits: [Unsupported]) throws {
    guard limits.isEmpty else { throw ModelsFailure.unsupported(limits) }
  }

  /// - Throws: that this API has no endpoint for it.
  func refuse<Answer>(_ feature: Unsupported.Feature) throws -> Answer {
    throw dialect.failure(without: feature)
  }

  func perform<Answer>(_ operation: Operation<Answer>) async throws -> Answer {
    try await retrying.perform(isRepeatable: operation.isRepeatable) {
      var reply = try await service.respond(to: operation.request, body: operation.body)
      let body = try await reply.body.collect(upTo: Self.longestAnswer)
      return try operation.answer(reply.head, body, now: now())
    }
  }
}
