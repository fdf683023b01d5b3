package import HTTPTypes
import Wire

/// A request in the words of a maker's own API, which travels as it is.
package struct NativeRequest: Sendable {
  /// Whose words they are.
  package let surface: NativeSurface
  /// Which model is asked.
  package let model: ModelName
  /// Whether the answer is wanted piece by piece.
  package let streams: Bool
  /// As the upstream gets it.
  package let body: [UInt8]
  /// Header fields of the API's own that the client has sent.
  package let headers: HTTPFields
  /// Settings that do not count, in the client's words.
  package let ignored: [String]

  /// The request that a client has sent, with what the gateway is known to refuse taken out of its body.
  ///
  /// - Parameter headers: those of the API's own.
  package init(_ surface: NativeSurface, _ body: NativeBody, to model: ModelName, headers: HTTPFields = [:]) {
    self.surface = surface
    self.model = model
    self.headers = headers
    streams = body.value(at: "stream")?.bool ?? false
    let edits = body.edits(for: surface, model)
    self.body = body.edited(by: edits)
    let rules = Set(edits.map(\.rule))
    ignored = NativeRule.all.filter { $0.surface == surface && rules.contains($0.name) }.flatMap { rule in
      rule.ignored.filter { body.value(at: $0) != nil }
    }
  }
}

extension LLMGateway {
  /// `POST /model/{m}/invoke[-with-response-stream]`, or `POST /responses`.
  package func native(_ request: NativeRequest) -> HTTPRequest? {
    var fields = headers
    fields.append(contentsOf: request.headers)
    switch request.surface {
    case .messages:
      let path = "/model/\(PercentEncoding.encodePathSegment(request.model.text))/invoke"
      return HTTPRequest(
        posting: "application/json", to: request.streams ? "\(path)-with-response-stream" : path, fields,
        accepting: request.streams ? EventStreamMessage.contentType : "application/json")
    case .responses:
      return HTTPRequest(
        posting: "application/json", to: "/responses", fields,
        accepting: request.streams ? ServerSentEvent.contentType : "application/json")
    }
  }
}
