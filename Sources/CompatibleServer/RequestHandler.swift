import HTTPTypes
import Wire

/// Answers requests to one endpoint of a served API.
protocol RequestHandler: Sendable {
  func respond(to context: RequestContext) async throws -> HTTPReply
}

/// Which requests go to which handler.
struct Route: Sendable {
  /// What a request must bring and takes up.
  struct Terms: OptionSet {
    let rawValue: Int
    static let key = Terms(rawValue: 1)
    /// One of the places that are limited.
    static let concurrency = Terms(rawValue: 2)
  }

  let method: HTTPRequest.Method
  /// A path; a `*` at its end stands for one further segment.
  let path: String
  let terms: Terms
  let handler: any RequestHandler

  init(_ method: HTTPRequest.Method, _ path: String, _ handler: any RequestHandler, terms: Terms = [.key, .concurrency]) {
    self.method = method
    self.path = path
    self.terms = terms
    self.handler = handler
  }

  func takes(_ path: String) -> Bool {
    guard self.path.hasSuffix("*") else { return self.path == path }
    let stem = self.path.dropLast()
    return path.hasPrefix(stem) && path.count > stem.count && !path.dropFirst(stem.count).contains("/")
  }
}

/// One of the APIs that clients speak.
protocol ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route]
  /// A failure in this API's words.
  static func reply(to failure: ServerError) -> HTTPReply
  /// - Parameter requestID: the answer's `request-id`, for APIs whose errors repeat it.
  static func reply(to failure: ServerError, requestID: String) -> HTTPReply
}

extension ServedDialect {
  static func reply(to failure: ServerError, requestID: String) -> HTTPReply { reply(to: failure) }
}
