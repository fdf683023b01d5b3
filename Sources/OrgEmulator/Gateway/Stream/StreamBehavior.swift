/// How a stream is to misbehave, or to behave in another way that the documents leave open: `[[stream: cut crlf]]`.
enum StreamBehavior: String, CaseIterable, Sendable {
  case error
  case cut
  case reset
  case noDone = "no-done"
  case bareDone = "bare-done"
  case scoresFirst = "scores-first"
  case unnamed
  case garbage
  case crlf
  case split
  case bytes
  case jsonError = "json-error"
  case empty
  case corrupt

  /// What it does, as the end of a sentence.
  var meaning: String {
    switch self {
    case .error: "sends an error event in the middle"
    case .cut: "ends the body in the middle, without a finish reason and an end mark"
    case .reset: "breaks the connection in the middle"
    case .noDone: "leaves the end mark out"
    case .bareDone: "writes the end mark as the bare word"
    case .scoresFirst: "sends the scores before the end mark"
    case .unnamed: "sends events without names"
    case .garbage: "begins with rubbish, as xGen models may"
    case .crlf: "ends lines as HTTP does"
    case .split: "sends events in pieces of seven bytes"
    case .bytes: "sends each byte alone"
    case .jsonError: "sends an error in JSON with status 200 (native streams)"
    case .empty: "has no content (native streams)"
    case .corrupt: "sends a frame with a wrong checksum in the middle (native streams)"
    }
  }

  init?(word: some StringProtocol) { self.init(rawValue: String(word)) }
}

extension Set<StreamBehavior> {
  /// The first half of a stream and what breaks it off; `nil` where nothing does.
  func broken<Step>(_ content: [Step], error: Step, reset: Step) -> [Step]? {
    let half = Array(content.prefix(Swift.max(1, content.count / 2)))
    if contains(.error) { return half + [error] }
    if contains(.reset) { return half + [reset] }
    return contains(.cut) ? half : nil
  }
}
