package import HTTPTypes
package import Wire

/// One call of an endpoint that answers piece by piece.
package struct StreamOperation<Event> {
  /// Method, path and headers; host, credential and tenant are added on the way.
  package var request: HTTPRequest
  /// The bytes of the JSON to be sent.
  package var body: [UInt8]
  /// Whether repeating it does no harm, as long as nothing of it was handed out.
  package var isRepeatable: Bool
  let model: ModelName?
  let makeReader: (_ requestID: String?) -> any StreamReader<Event>

  /// - Parameter reader: made anew for each attempt, since it remembers what it has read.
  package init(
    _ path: String, model: ModelName? = nil, headers: HTTPFields, json: JSONObject, isRepeatable: Bool = true,
    reader: @escaping (_ requestID: String?) -> any StreamReader<Event>
  ) {
    request = HTTPRequest(
      posting: "application/json", to: path, headers, accepting: ServerSentEvent.contentType)
    body = JSONValue.object(json).bytes
    self.model = model
    self.isRepeatable = isRepeatable
    makeReader = reader
  }
}

/// Turns what a service sends into what it means: a state machine that knows nothing of time.
package protocol StreamReader<Event> {
  associatedtype Event

  /// Whether the answer is complete, so that the stream may end.
  var isComplete: Bool { get }

  /// - Throws: ``ModelsFailure`` for an event that reports an error or cannot be understood.
  mutating func read(_ event: ServerSentEvent, into events: inout [Event]) throws
}
