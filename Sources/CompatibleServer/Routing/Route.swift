import HTTPTypes
import Wire

/// Answers requests to one endpoint of a served API.
protocol RequestHandler: Sendable {
  /// - Throws: ``ServerError``, or `CancellationError`.
  func respond(to context: RequestContext) async throws -> HTTPReply
}

/// Which requests go to which handler.
struct Route: Sendable {
  /// What a request must bring and takes up.
  struct Terms: OptionSet {
    let rawValue: Int
    static let key = Terms(rawValue: 1)
    /// It counts among the requests whose number is limited.
    static let concurrency = Terms(rawValue: 2)
  }

  let method: HTTPRequest.Method
  /// A path; a `*` stands for any one segment.
  let path: String
  let terms: Terms
  let handler: any RequestHandler

  init(
    _ method: HTTPRequest.Method, _ path: String, _ handler: any RequestHandler,
    terms: Terms = [.key, .concurrency]
  ) {
    self.method = method
    self.path = path
    self.terms = terms
    self.handler = handler
  }

  /// What stands before the further segment, with its slash; `nil` where the path is the whole one.
  var stem: String? {
    path.hasSuffix("/*") ? String(path.dropLast()) : nil
  }

  /// Whether further segments follow a `*`.
  var hasInnerWildcard: Bool { path.contains("/*/") }

  /// Whether this is the path of a request, segment by segment.
  func takes(_ path: String) -> Bool {
    let pattern = self.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return pattern.count == segments.count
      && zip(pattern, segments).allSatisfy { pattern, segment in
        pattern.elementsEqual("*".utf8) ? !segment.isEmpty : pattern.elementsEqual(segment)
      }
  }
}
