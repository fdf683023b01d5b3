package import FoundationEssentials
package import HTTPTypes
package import Wire

/// The org's own account of why it does not answer a query.
package struct QueryRefusal: Error, Hashable, Sendable {
  /// The status of the answer; `nil` where a job tells why it failed.
  package var status: Int?
  /// `MALFORMED_QUERY`, `INVALID_FIELD` …; `nil` where the answer has none.
  package var code: String?
  /// The org's sentences, or the beginning of a body that is no JSON.
  package var message: String?
  /// How long the org asks to wait; `nil` where it does not.
  package var retryAfter: Duration?

  /// A refusal with what the org told.
  package init(status: Int?, code: String? = nil, message: String? = nil, retryAfter: Duration? = nil) {
    (self.status, self.code, self.message, self.retryAfter) = (status, code, message, retryAfter)
  }

  /// Reads the list of errors that REST APIs of the instance send, and any other error that names itself.
  package init(_ head: HTTPResponse, body: [UInt8], now: Date) {
    let json = try? JSONValue(decoding: body)
    let error = json?.array?.first ?? json
    self.init(
      status: head.status.code, code: (error?["errorCode"] ?? error?["error"])?.string,
      message: (error?["message"] ?? error?["error_description"])?.string,
      retryAfter: RetryAfter.parse(head.headerFields[.retryAfter], now: now))
    if json == nil, !body.isEmpty { message = String(decoding: body.prefix(300), as: UTF8.self) }
  }

  /// What it means.
  package var failureClass: FailureClass {
    guard let status else { return .rejected }
    return FailureClass(status: status, code: code) ?? .serverError
  }
}

/// What can go wrong between a query and its records.
package enum QueryFailure: Error, Hashable, Sendable {
  case refused(QueryRefusal)
  /// The object has no field or relationship of this name; those that it has, where they could be asked for.
  case unknownField(String, of: String, known: [String], QueryRefusal)
  /// The org has no object of this name, or shows none to this user; those that it shows.
  case unknownObject(String, known: [String], QueryRefusal)
  /// Made before a job is created; never empty.
  case impossibleInBulk([BulkLimit])
  case jobFailed(BulkQueryJob.ID, reason: String?)
  /// Somebody has ended the job.
  case jobAborted(BulkQueryJob.ID)
  /// The org does not have the job any more.
  case jobExpired(BulkQueryJob.ID)
  /// The org does not keep the place any more where the query is to go on.
  case cursorExpired
  case redirected(status: Int, location: String?)
  case notJSON(JSONError)
  /// An answer without what must be in it.
  case otherShape(missing: String)
  /// An answer with so many records is longer than what can be held, in bytes.
  case tooLarge(records: Int, limit: Int)
  /// Not all records of a sub-query stand in the row; by the name of the relationship.
  case childrenCutOff(String)
  /// The results are packed in a way that cannot be undone.
  case unpackable
}

extension QueryFailure: ClassifiedError {
  /// What kind of failure it is, for who decides whether to try again.
  package var failureClass: FailureClass {
    switch self {
    case .refused(let refusal), .unknownField(_, _, _, let refusal), .unknownObject(_, _, let refusal):
      refusal.failureClass
    case .redirected: .redirected
    case .notJSON, .otherShape, .unpackable, .tooLarge: .malformed
    case .impossibleInBulk: .notSent
    case .jobFailed, .jobAborted, .childrenCutOff: .rejected
    case .jobExpired, .cursorExpired: .notFound
    }
  }

  /// How long the org asks to wait; `nil` where it does not say.
  package var retryAfter: Duration? {
    guard case .refused(let refusal) = self else { return nil }
    return refusal.retryAfter
  }
}
