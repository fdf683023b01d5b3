import HTTPTypes
import Wire

/// What browsers ask and are told about pages of other origins: https://fetch.spec.whatwg.org/#http-cors-protocol
enum CrossOrigin {
  /// For every answer to a page of an allowed origin.
  static func fields(for origin: String) -> [HTTPField] {
    [
      HTTPField(name: .accessControlAllowOrigin, value: origin),
      HTTPField(name: .accessControlExposeHeaders, value: exposed),
    ]
  }

  /// The answer to a browser's question whether a page may ask; no handler sees it.
  static func preflight(_ request: HTTPRequest) -> HTTPReply {
    let asked = request.headerFields
    var fields: HTTPFields = [
      .allow: methods, .accessControlAllowMethods: methods, .accessControlMaxAge: "600",
      .accessControlAllowHeaders: asked[.accessControlRequestHeaders] ?? "authorization, content-type",
    ]
    if asked[.privateNetworkQuestion] == "true" { fields[.privateNetworkAnswer] = "true" }
    return HTTPReply(head: HTTPResponse(status: .noContent, headerFields: fields))
  }

  private static let methods = "GET, HEAD, POST, OPTIONS"
  private static let exposed =
    "request-id, x-request-id, X-Proxy-Latency-Ms, X-Stream-Downgraded, X-Sfmodels-Ignored, "
    + "X-Sfmodels-Estimate, X-Sfmodels-Lane, X-Sfmodels-Model, X-Upstream-Request-Id, Retry-After, "
    + "traceparent, "
    + RateLimitFields.names.joined(separator: ", ")
}

extension HTTPField.Name {
  /// https://wicg.github.io/private-network-access/
  fileprivate static let privateNetworkQuestion = HTTPField.Name("Access-Control-Request-Private-Network")!
  fileprivate static let privateNetworkAnswer = HTTPField.Name("Access-Control-Allow-Private-Network")!
}
