/// How a stream is to misbehave, or to behave in another way that the documents leave open: `[[stream: cut crlf]]`.
enum StreamBehavior: String, CaseIterable, Sendable {
  /// An error event in the middle.
  case error
  /// The body ends in the middle, without a finish reason and without an end mark.
  case cut
  /// The connection breaks in the middle.
  case reset
  /// The end mark is missing.
  case noDone = "no-done"
  /// The end mark is the bare word.
  case bareDone = "bare-done"
  /// The scores come before the end mark.
  case scoresFirst = "scores-first"
  /// Events have no name.
  case unnamed
  /// The first delta holds rubbish, as that of xGen models may.
  case garbage
  /// Lines end as in HTTP.
  case crlf
  /// Each event arrives in pieces of seven bytes.
  case split
  /// Each byte arrives alone.
  case bytes
  /// Of native streams: status 200 and an error in JSON instead of a stream.
  case jsonError = "json-error"
  /// Of native streams: an answer without content.
  case empty
  /// Of native streams: a frame in the middle does not fit its checksum.
  case corrupt

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
