/// What the server does with a request: bytes as they go over the wire, and worse.
struct Turn: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    /// So many bytes of nothing in particular.
    case flood(Int)
    case close
    /// The connection breaks off (RST).
    case reset
    /// Nothing more, until the client gives up.
    case silence
  }

  var steps: [Step]
  var isRepeated = false

  init(_ steps: Step...) { self.steps = steps }

  /// For as many requests as come.
  var always: Turn {
    var turn = self
    turn.isRepeated = true
    return turn
  }

  /// Raw HTTP: lines end with CR LF but in the body.
  static func raw(_ text: String) -> Turn { Turn(.raw(text)) }

  /// An answer with a body of known length.
  static func answer(
    _ status: Int, _ body: String, type: String = "application/json", headers: [String] = []
  ) -> Turn {
    let fields =
      ["Content-Type: \(type)", "Content-Length: \(body.utf8.count)", "x-request-id: req-7"] + headers
    return .raw("HTTP/1.1 \(status) Said So\n\(fields.joined(separator: "\n"))\n\n\(body)")
  }
}

extension Turn.Step {
  static func raw(_ text: String) -> Turn.Step {
    guard let end = text.firstRange(of: "\n\n") else { return .send(Array(text.utf8)) }
    let head = text[..<end.lowerBound].split(separator: "\n").map { $0 + "\r\n" }.joined() + "\r\n"
    return .send(Array((head + text[end.upperBound...]).utf8))
  }
}
