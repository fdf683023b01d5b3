package import Wire

/// Embeddings that the service computes by itself from a source of data.
package struct BatchRequest: Hashable, Sendable {
  /// Where the texts are.
  package struct Source: Hashable, Sendable {
    /// `s3`, `vector-db`, `file` …
    package var type: String
    package var uri: String
    package var format: String?
    /// Headers, credentials, rules of reading: the source's own.
    package var options: JSONObject

    package init(type: String, uri: String, format: String? = nil, options: JSONObject = [:]) {
      self.type = type
      self.uri = uri
      self.format = format
      self.options = options
    }
  }

  package var model: ModelName
  package var source: Source
  package var masksPersonalData: Bool?
  package var localization: Localization?
  /// Passed through to the model's provider.
  package var parameters: JSONObject
  /// Merged last into the body.
  package var extraFields: JSONObject

  package init(
    model: ModelName, source: Source, masksPersonalData: Bool? = nil, localization: Localization? = nil,
    parameters: JSONObject = [:], extraFields: JSONObject = [:]
  ) {
    self.model = model
    self.source = source
    self.masksPersonalData = masksPersonalData
    self.localization = localization
    self.parameters = parameters
    self.extraFields = extraFields
  }
}

/// What the service says of a job.
package struct BatchJob: Hashable, Sendable {
  package struct ID: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { self.init(value) }

    package var description: String { text }
  }

  package var id: ID
  package var status: Status?
  /// In the service's words, as are the other times.
  package var startTime: String?
  package var endTime: String?
  package var error: String?
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  package init(
    id: ID, status: Status?, startTime: String? = nil, endTime: String? = nil, error: String? = nil,
    requestID: String? = nil, body: [UInt8] = []
  ) {
    self.id = id
    self.status = status
    self.startTime = startTime
    self.endTime = endTime
    self.error = error
    self.requestID = requestID
    self.body = body
  }
}
