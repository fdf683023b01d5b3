/// Watches how long the reads of a stream take, and tells of it now and then only, and at the end.
struct StreamTimer {
  private let annotations: Annotations
  private var timing: StreamTiming

  /// - Parameter isWhole: whether the answer was there before its first event.
  init(_ annotations: Annotations, isWhole: Bool) {
    self.annotations = annotations
    timing = StreamTiming(isWhole: isWhole)
  }

  /// As the clock stands before a read.
  var start: Duration { annotations.elapsed() }

  /// - Parameter event: whether the read brought something; otherwise the stream is over.
  mutating func note(event: Bool, waitedSince start: Duration) {
    let now = annotations.elapsed()
    timing.note(wait: now - start)
    if event { timing.note(eventAt: now) }
    guard !event || timing.isWorthTelling else { return }
    let wait = timing.takeWait()
    let timing = timing
    annotations.note { facts in
      facts.stream = timing
      facts.upstreamTime += wait
    }
  }
}
