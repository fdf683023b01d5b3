import ModelsAPI
import Wire

/// The body of a streamed answer: one piece for each read that arrived from the upstream; a failure on the way is told
/// in the last one.
struct EncodedStream<Encoder: EventEncoder> {
  private var stream: ServedStream
  private var events: StreamedAnswer
  private var encoder: Encoder
  private let annotations: Annotations
  private let requestID: String
  private var isOver = false
  private var timer: StreamTimer

  init(
    _ stream: ServedStream, _ encoder: Encoder, answering request: some GenerationRequest,
    _ context: RequestContext
  ) {
    self.stream = stream
    self.encoder = encoder
    events = StreamedAnswer(to: request)
    annotations = context.annotations
    requestID = context.id
    timer = StreamTimer(annotations, isWhole: stream.isDowngraded)
  }

  /// - Throws: `CancellationError`.
  mutating func next() async throws -> [UInt8]? {
    guard !isOver else { return nil }
    do {
      if let read = try await read() { return piece(read) }
      isOver = true
      return end()
    } catch let failure as ServerError {
      isOver = true
      annotations.note(failure)
      return encoder.fail(failure, requestID: requestID)
    }
  }

  private mutating func read() async throws -> [ReplyEvent]? {
    let start = timer.start
    do {
      let events = try await stream.next()
      timer.note(event: events != nil, waitedSince: start)
      return events
    } catch {
      timer.note(event: false, waitedSince: start)
      throw error
    }
  }

  private mutating func piece(_ read: [ReplyEvent]) -> [UInt8] {
    for case .usage(let usage) in read {
      annotations.note { facts in
        if stream.isUsageEstimated { facts.estimatedUsage = usage } else { facts.usage = usage }
      }
    }
    return encoder.piece(events.mend(read))
  }

  private mutating func end() -> [UInt8] {
    let rest = events.end()
    for case .usage(let usage) in rest.events { annotations.note { $0.estimatedUsage = usage } }
    // The head has gone out long before anybody could know it.
    let mark = rest.tellsEstimate ? Array(": \(HTTPReply.estimateMark)\n\n".utf8) : []
    guard !rest.events.isEmpty else { return mark + encoder.end() }
    return mark + encoder.piece(rest.events) + encoder.end()
  }
}
