package import Wire

/// Embeddings that the service computes by itself from a source of data.
package struct BatchRequest: Hashable, Sendable {
  /// Where the texts are.
  package struct Source: Hashable, Sendable {
    /// `s3`, `vector-db`, `file` …
    package var type: String
    /// The place of the texts at the source.
    package var uri: String
    /// What the texts are written in; `nil` is not sent.
    package var format: String?
    /// Headers, credentials, rules of reading: the source's own.
    package var options: JSONObject

    /// A source with its place; what is `nil` or empty is not sent.
    package init(type: String, uri: String, format: String? = nil, options: JSONObject = [:]) {
      self.type = type
      self.uri = uri
      self.format = format
      self.options = options
    }
  }

  /// Which model computes the vectors.
  package var model: ModelName
  /// Where the texts are.
  package var source: Source
  /// Whether personal data is hidden from the model; `nil` leaves it to the service.
  package var masksPersonalData: Bool?
  /// Languages and regions of the texts; `nil` is not sent.
  package var localization: Localization?
  /// Passed through to the model's provider.
  package var parameters: JSONObject
  /// Merged last into the body.
  package var extraFields: JSONObject

  /// A request with model and source; what is `nil` or empty is not sent.
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
  /// The service's name for a job, by which its status is asked for.
  package struct ID: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The id as the service wrote it, not encoded for a path.
    package let text: String

    /// An id as somebody wrote it; whether there is such a job is not checked.
    package init(_ text: String) { self.text = text }
    /// An id that stands in the source.
    package init(stringLiteral value: String) { self.init(value) }

    /// The id itself.
    package var description: String { text }
  }

  /// By which its status is asked for.
  package var id: ID
  /// How far it is; `nil` where the answer to its submission does not say.
  package var status: Status?
  /// In the service's words, as are the other times.
  package var startTime: String?
  /// When it ended; `nil` where the service does not say.
  package var endTime: String?
  /// Why it failed, as text or JSON; `nil` where the service names no error.
  package var error: String?
  /// Salesforce's handle for support; `nil` where the answer had none.
  package var requestID: String?
  /// The body as it came.
  package var body: [UInt8]

  /// A job as the service describes it; what is `nil` it did not tell.
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
