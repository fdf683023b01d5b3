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
  private var timing: StreamTiming

  init(
    _ stream: ServedStream, _ encoder: Encoder, answering request: some GenerationRequest,
    _ context: RequestContext
  ) {
    self.stream = stream
    self.encoder = encoder
    events = StreamedAnswer(to: request)
    annotations = context.annotations
    requestID = context.id
    timing = StreamTiming(isWhole: stream.isDowngraded)
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
    let start = annotations.elapsed()
    do {
      let events = try await stream.next()
      note(events, waitedSince: start)
      return events
    } catch {
      note(nil, waitedSince: start)
      throw error
    }
  }

  /// Tells of the times now and then only, and at the end.
  private mutating func note(_ events: [ReplyEvent]?, waitedSince start: Duration) {
    let now = annotations.elapsed()
    timing.note(wait: now - start)
    if events != nil { timing.note(eventAt: now) }
    guard events == nil || timing.isWorthTelling else { return }
    let wait = timing.takeWait()
    let timing = timing
    annotations.note { facts in
      facts.stream = timing
      facts.upstreamTime += wait
    }
  }

  private mutating func piece(_ read: [ReplyEvent]) -> [UInt8] {
    if !stream.isUsageEstimated {
      for case .usage(let usage) in read { annotations.note { $0.usage = usage } }
    }
    return encoder.piece(events.mend(read))
  }

  private mutating func end() -> [UInt8] {
    let rest = events.end()
    // The head has gone out long before anybody could know it.
    let mark = rest.tellsEstimate ? Array(": \(HTTPReply.estimateMark)\n\n".utf8) : []
    guard !rest.events.isEmpty else { return mark + encoder.end() }
    return mark + encoder.piece(rest.events) + encoder.end()
  }
}
