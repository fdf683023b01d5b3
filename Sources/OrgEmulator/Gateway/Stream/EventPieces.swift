import Wire

/// A stream's events as bytes, one event at a time, in the pieces in which they arrive.
///
/// Source: WHATWG HTML, "Server-sent events".
struct EventPieces {
  private var signals: any IteratorProtocol<StreamSignal>
  private var upcoming: StreamSignal?
  private var rest: ArraySlice<UInt8> = []
  private let behaviors: Set<StreamBehavior>
  /// Whether the next piece begins an event that is not the first.
  private(set) var isBetweenEvents = false

  init(_ signals: some Sequence<StreamSignal>, _ behaviors: Set<StreamBehavior>) {
    self.signals = signals.makeIterator()
    self.behaviors = behaviors
    upcoming = self.signals.next()
  }

  /// The next piece; `nil` is the end.
  mutating func next() throws -> [UInt8]? {
    if rest.isEmpty {
      guard let signal = upcoming else { return nil }
      rest = try bytes(of: signal)[...]
      upcoming = signals.next()
    }
    let piece = rest.prefix(pieceLength)
    rest = rest.dropFirst(piece.count)
    isBetweenEvents = rest.isEmpty && upcoming != nil
    return Array(piece)
  }

  private var pieceLength: Int {
    if behaviors.contains(.bytes) { return 1 }
    return behaviors.contains(.split) ? 7 : .max
  }

  private func bytes(of signal: StreamSignal) throws -> [UInt8] {
    switch signal {
    case .reset: throw HTTPFailure(.answer, .closed, detail: "the prompt asked for it")
    case .frame(let bytes): return bytes
    case .event(let name, let data): return event(name, data)
    }
  }

  private func event(_ name: String, _ data: String) -> [UInt8] {
    let lineEnd = behaviors.contains(.crlf) ? "\r\n" : "\n"
    let first = behaviors.contains(.unnamed) && name == "generation" ? "" : "event: \(name)\(lineEnd)"
    return Array("\(first)data: \(data)\(lineEnd)\(lineEnd)".utf8)
  }
}
