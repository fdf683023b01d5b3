import HTTPTypes
import Wire

/// The header fields that every answer has, whatever its dialect.
enum ReplyHeaders {
  static func add(to head: inout HTTPResponse, id: String, milliseconds: Int) {
    // Anthropic's clients read the one, OpenAI's the other.
    append(.requestID, id, to: &head)
    append(.otherRequestID, id, to: &head)
    append(.latency, String(milliseconds), to: &head)
    append(.cacheControl, "no-cache, no-store, must-revalidate", to: &head)
    append(.vary, "Origin", to: &head)
    // Else nginx keeps a stream until it has a page of it.
    if head.headerFields[.contentType] == ServerSentEvent.contentType {
      head.headerFields[.accelBuffering] = "no"
    }
  }

  /// No handler sets these, so there is nothing to be replaced.
  private static func append(_ name: HTTPField.Name, _ value: String, to head: inout HTTPResponse) {
    head.headerFields.append(HTTPField(name: name, value: value))
  }

  /// What a failure tells programs that look at no body.
  static func add(_ failure: ServerError, to head: inout HTTPResponse) {
    switch failure {
    case .wrongMethod(let allowed): head.headerFields[.allow] = allowed.joined(separator: ", ")
    case .busy(let seconds): head.headerFields[.retryAfter] = String(seconds)
    case .missingKey, .wrongKey: head.headerFields[.wwwAuthenticate] = "Bearer"
    case .upstream(let upstream):
      if let seconds = upstream.retryAfter { head.headerFields[.retryAfter] = String(seconds) }
      if let id = upstream.requestID { head.headerFields[.upstreamRequestID] = id }
    case .invalid, .unsupported, .noMemory, .unknownModel, .unknownPath, .unreadable, .forbiddenOrigin,
      .forbiddenHost:
      break
    }
  }
}

extension HTTPResponse {
  /// Names the settings that did not count, each once.
  mutating func name(_ ignored: [String]) {
    var seen: Set<String> = []
    let names = ignored.filter { seen.insert($0).inserted }
    if !names.isEmpty { headerFields[.ignoredSettings] = names.joined(separator: ", ") }
  }
}

extension HTTPField.Name {
  static let requestID = HTTPField.Name("request-id")!
  static let otherRequestID = HTTPField.Name("x-request-id")!
  static let upstreamRequestID = HTTPField.Name("X-Upstream-Request-Id")!
  static let latency = HTTPField.Name("X-Proxy-Latency-Ms")!
  static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
  /// The names of settings that did not count, in the client's words.
  static let ignoredSettings = HTTPField.Name("X-Sfmodels-Ignored")!
  /// Says that a stream was made of an answer that came whole.
  static let streamDowngraded = HTTPField.Name("X-Stream-Downgraded")!
}
