import ModelsAPI
import Wire

/// The body of a streamed answer that travels as it is: one piece for each read that arrived from the upstream; a
/// failure on the way is told in the last one.
struct NativeStreamBody {
  private var stream: NativeStream
  private let failures: UpstreamFailures
  private let annotations: Annotations
  private let tell: (ServerError, _ answerID: String?, _ events: Int) -> [UInt8]
  private var timer: StreamTimer
  private var events = 0
  private var isOver = false

  /// - Parameter tell: what stands behind an answer that broke off.
  init(
    _ stream: NativeStream, _ failures: UpstreamFailures, _ context: RequestContext,
    tell: @escaping (ServerError, _ answerID: String?, _ events: Int) -> [UInt8]
  ) {
    self.stream = stream
    self.failures = failures
    self.tell = tell
    annotations = context.annotations
    timer = StreamTimer(annotations, isWhole: false)
  }

  /// - Throws: `CancellationError`.
  mutating func next() async throws -> [UInt8]? {
    guard !isOver else { return nil }
    do {
      let piece = try await read()
      noteFacts()
      isOver = piece == nil
      return piece
    } catch let failure as ServerError {
      isOver = true
      annotations.note(failure)
      return tell(failure, stream.answerID, events)
    }
  }

  private mutating func read() async throws -> [UInt8]? {
    let start = timer.start
    do {
      let read = try await stream.next()
      timer.note(event: read != nil, waitedSince: start)
      events += read?.events ?? 0
      return read?.bytes
    } catch {
      timer.note(event: false, waitedSince: start)
      throw failures.served(error)
    }
  }

  private func noteFacts() {
    if let usage = stream.usage { annotations.note { $0.usage = usage } }
    if let refusal = stream.refusal { annotations.note(.upstream(UpstreamFailure(refusal))) }
  }
}
