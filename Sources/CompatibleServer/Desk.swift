import HTTPTypes
import Wire

/// Answers requests to one endpoint of a served API.
protocol Desk: Sendable {
  func answer(_ visit: Visit) async throws -> HTTPReply
}

/// Which requests go to which desk.
struct Route: Sendable {
  /// What a request must bring and takes up.
  struct Terms: OptionSet {
    let rawValue: Int
    static let key = Terms(rawValue: 1)
    /// One of the places that are limited.
    static let place = Terms(rawValue: 2)
  }

  let method: HTTPRequest.Method
  /// A path; a `*` at its end stands for one further segment.
  let path: String
  let terms: Terms
  let desk: any Desk

  init(_ method: HTTPRequest.Method, _ path: String, _ desk: any Desk, terms: Terms = [.key, .place]) {
    self.method = method
    self.path = path
    self.terms = terms
    self.desk = desk
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
  static func reply(to failure: ServedFailure) -> HTTPReply
  /// - Parameter requestID: the answer's `request-id`, for APIs whose errors repeat it.
  static func reply(to failure: ServedFailure, requestID: String) -> HTTPReply
}

extension ServedDialect {
  static func reply(to failure: ServedFailure, requestID: String) -> HTTPReply { reply(to: failure) }
}
