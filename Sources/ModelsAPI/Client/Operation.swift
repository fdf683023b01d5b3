package import FoundationEssentials
package import HTTPTypes
package import Wire

/// One call of an endpoint: a pair of pure functions round one send.
package struct Operation<Answer> {
  /// Method, path and headers; host, credential and tenant are added on the way.
  package var request: HTTPRequest
  /// The bytes of the JSON to be sent; empty for a question without a body.
  package var body: [UInt8]
  /// Whether repeating it does no harm.
  package var isRepeatable: Bool
  private let model: ModelName?
  private let read: (HTTPResponse, [UInt8]) throws -> Answer

  /// - Parameters:
  ///   - model: which model is asked, where one is.
  ///   - path: the endpoint's own path; host, credential and tenant are added on the way.
  ///   - read: turns a successful answer into what it means.
  package init(
    _ path: String, model: ModelName? = nil, headers: HTTPFields, json: JSONObject, isRepeatable: Bool = true,
    read: @escaping (HTTPResponse, [UInt8]) throws -> Answer
  ) {
    self.request = HTTPRequest(posting: "application/json", to: path, headers, accepting: "application/json")
    self.model = model
    self.body = JSONValue.object(json).bytes
    self.isRepeatable = isRepeatable
    self.read = read
  }

  /// A question without a body.
  package init(
    asking path: String, headers: HTTPFields, read: @escaping (HTTPResponse, [UInt8]) throws -> Answer
  ) {
    request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path, headerFields: headers)
    request.headerFields[.accept] = "application/json"
    model = nil
    body = []
    isRepeatable = true
    self.read = read
  }

  /// What the answer means.
  ///
  /// - Throws: ``ModelsFailure`` for every status but success, and for a body that is not what it should be.
  package func answer(_ head: HTTPResponse, _ body: [UInt8], now: Date) throws -> Answer {
    guard let failure = ModelsFailure(head, body, model: model, now: now) else { return try read(head, body) }
    throw failure
  }
}

extension HTTPRequest {
  init(posting type: String, to path: String, _ headers: HTTPFields, accepting accepted: String) {
    self.init(method: .post, scheme: nil, authority: nil, path: path, headerFields: headers)
    headerFields[.contentType] = type
    headerFields[.accept] = accepted
  }
}

extension ModelsFailure {
  /// What a status says that is no success; `nil` for one that is.
  init?(_ head: HTTPResponse, _ body: [UInt8], model: ModelName?, now: Date) {
    switch head.status.kind {
    case .successful:
      return nil
    case .redirection:
      self = .redirected(
        status: head.status.code, location: head.headerFields[.location], requestID: head.requestID)
    default:
      var refusal = Refusal(head, body: body, now: now)
      refusal.model = model
      self = .refused(refusal)
    }
  }
}
