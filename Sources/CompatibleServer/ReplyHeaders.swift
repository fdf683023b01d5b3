import Compression
import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Wire

/// The header fields that every answer has, whatever its dialect.
enum ReplyHeaders {
  /// - Parameters:
  ///   - arrival: the request's.
  ///   - isEarly: whether nobody has answered yet, so that what one model ignores and its lane may not be those of the
  ///     model that will.
  static func add(
    to head: inout HTTPResponse, _ context: RequestContext, since arrival: Date, now: Date,
    isEarly: Bool = false
  ) {
    var facts = context.annotations.facts
    if isEarly, facts.answering == nil { (facts.lane, facts.ignored) = (nil, []) }
    // No handler sets these, so there is nothing to be replaced.
    // Room is made once, and no more than is needed: fields grow past a kilobyte easily.
    head.headerFields.reserveCapacity(head.headerFields.count + (facts.rateLimit == nil ? 10 : 16))
    func append(_ name: HTTPField.Name, _ value: String) {
      head.headerFields.append(HTTPField(name: name, value: value))
    }
    if !facts.ignored.isEmpty { append(.ignoredSettings, facts.ignored.joined(separator: ", ")) }
    if let model = facts.answering { append(.model, model.text) }
    if let lane = facts.lane { append(.lane, lane.rawValue) }
    if let status = facts.rateLimit { context.dialect.add(status, to: &head.headerFields, now: now) }
    if let trace = facts.trace { append(.traceParent, trace.parent) }
    // Anthropic's clients read the one, OpenAI's the other.
    append(.requestID, context.id)
    append(.otherRequestID, context.id)
    append(.latency, String(max(0, Int((now.timeIntervalSince(arrival) * 1_000).rounded()))))
    head.headerFields.append(notCached)
    head.headerFields.append(variesByOrigin)
    // Else nginx keeps a stream until it has a page of it.
    if head.headerFields.value(of: .contentType) == ServerSentEvent.contentType {
      head.headerFields.append(notBuffered)
    }
  }

  // Made once: each value is checked when its field is made.
  private static let notCached = HTTPField(name: .cacheControl, value: "no-cache, no-store, must-revalidate")
  private static let variesByOrigin = HTTPField(name: .vary, value: "Origin")
  private static let notBuffered = HTTPField(name: .accelBuffering, value: "no")

  /// What a failure tells programs that look at no body.
  static func add(_ failure: ServerError, to head: inout HTTPResponse) {
    switch failure {
    case .wrongMethod(let allowed): head.headerFields[.allow] = allowed.joined(separator: ", ")
    case .busy(let seconds): head.headerFields[.retryAfter] = String(seconds)
    case .missingKey, .wrongKey, .expiredKey: head.headerFields[.wwwAuthenticate] = "Bearer"
    case .rateLimited(let excess): head.headerFields[.retryAfter] = String(excess.wait)
    case .spentBudget(let budget):
      head.headerFields[.retryAfter] = String(budget.wait)
      // SDKs of both makers would wait and ask again; this they obey.
      head.headerFields[.shouldRetry] = "false"
    case .upstream(let upstream):
      if let seconds = upstream.retryAfter { head.headerFields[.retryAfter] = String(seconds) }
      if let id = upstream.requestID { head.headerFields[.upstreamRequestID] = id }
    case .wrongContentType: head.headerFields[.accept] = "application/json"
    case .wrongContentCoding: head.headerFields[.acceptEncoding] = ContentCoding.names
    case .invalid, .unsupported, .noMemory, .unknownModel, .adminOnly, .hiddenModel, .unknownPath,
      .unreadable,
      .forbiddenOrigin,
      .forbiddenHost, .crossSite:
      break
    }
  }
}

extension HTTPReply {
  /// As the header field says it, for the comment of a stream.
  static let estimateMark = "\(HTTPField.Name.estimate.rawName): true"
}

extension HTTPField.Name {
  static let requestID = HTTPField.Name("request-id")!
  static let otherRequestID = HTTPField.Name("x-request-id")!
  static let upstreamRequestID = HTTPField.Name("X-Upstream-Request-Id")!
  static let latency = HTTPField.Name("X-Proxy-Latency-Ms")!
  static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
  /// The names of settings that did not count, in the client's words.
  static let ignoredSettings = HTTPField.Name("X-Sfmodels-Ignored")!
  /// Whether a client should try again by itself: https://github.com/openai/openai-python, `_should_retry`.
  static let shouldRetry = HTTPField.Name("x-should-retry")!
  /// Which way the request went upstream.
  static let lane = HTTPField.Name("X-Sfmodels-Lane")!
  /// The model that has answered, by its API name.
  static let model = HTTPField.Name("X-Sfmodels-Model")!
  /// Says that a count of tokens is no model's own.
  static let estimate = HTTPField.Name("X-Sfmodels-Estimate")!
  /// Says that a stream was made of an answer that came whole.
  static let streamDowngraded = HTTPField.Name("X-Stream-Downgraded")!
}
