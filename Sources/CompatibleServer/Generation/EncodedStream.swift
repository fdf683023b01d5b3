import ModelsAPI

/// The body of a streamed answer: one piece for each read that arrived from the upstream; a failure on the way is told
/// in the last one.
struct EncodedStream<Encoder: EventEncoder> {
  private var stream: ServedStream
  private var encoder: Encoder
  private let annotations: Annotations
  private let requestID: String
  private var isOver = false

  init(_ stream: ServedStream, _ encoder: Encoder, _ context: RequestContext) {
    self.stream = stream
    self.encoder = encoder
    annotations = context.annotations
    requestID = context.id
  }

  /// - Throws: `CancellationError`.
  mutating func next() async throws -> [UInt8]? {
    guard !isOver else { return nil }
    do {
      if let events = try await stream.next() { return piece(events) }
      isOver = true
      return encoder.end()
    } catch let failure as ServerError {
      isOver = true
      annotations.note(failure)
      return encoder.fail(failure, requestID: requestID)
    }
  }

  private mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    for case .usage(let usage) in events { annotations.note { $0.usage = usage } }
    return encoder.piece(events)
  }
}
