import Compression
package import FoundationEssentials
package import HTTPTypes
package import Wire

/// The records of an org, by its query APIs: the one place where these requests are sent, repeated and understood.
package struct QueryClient: Sendable {
  /// Bytes of an answer in JSON; no page of 2,000 records comes near.
  static let longestAnswer = 64 << 20

  private let service: any HTTPService
  private let retrying: RetryLoop
  private let now: @Sendable () -> Date
  /// `v66.0`
  private let version: String

  /// - Parameters:
  ///   - service: knows the org's own host, and the credential.
  ///   - version: `v66.0`
  package init(
    _ service: any HTTPService, version: String, retrying: RetryLoop, now: @escaping @Sendable () -> Date
  ) {
    self.service = service
    self.retrying = retrying
    self.now = now
    self.version = version
  }

  private var base: String { Self.base(of: version) }

  /// `/services/data/v66.0`
  private static func base(of version: String) -> String { "/services/data/\(version)" }

  /// The first records of a query, at most 2,000.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func firstPage(_ query: QueryText) async throws -> QueryPage {
    try await explaining(query) {
      try QueryPage(try await ask(Self.request(.get, Self.path(of: query.text, at: base))))
    }
  }

  /// More of them.
  ///
  /// - Parameter path: as an earlier page named it.
  /// - Throws: ``QueryFailure/cursorExpired``, other ``QueryFailure``s, `HTTPFailure`, or what the service throws about
  ///   credentials.
  package func page(at path: String) async throws -> QueryPage {
    do {
      return try QueryPage(try await ask(Self.request(.get, path)))
    } catch {
      // The path was the org's own: whatever it says, the rest of the records is not there.
      guard let refusal = Self.refusal(of: error),
        refusal.code == "INVALID_QUERY_LOCATOR" || refusal.status == 404
      else { throw error }
      throw QueryFailure.cursorExpired
    }
  }

  /// How many records a query finds.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func count(_ query: QueryText) async throws -> Count {
    try await explaining(query) {
      var request = Self.request(.get, Self.path(of: query.counting ?? query.text, at: base))
      // Where records come all the same, few are enough.
      request.headerFields[Self.options] = "batchSize=200"
      return try QueryPage(try await ask(request)).totalSize
    }
  }

  /// What the org says of an object.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  func describe(_ object: String) async throws -> ObjectDescription {
    let path = "\(base)/sobjects/\(PercentEncoding.encodePathSegment(object))/describe"
    guard let description = ObjectDescription(try await ask(Self.request(.get, path))) else {
      throw QueryFailure.otherShape(missing: "fields")
    }
    return description
  }

  private func objects() async throws -> [String] {
    let json = try await ask(Self.request(.get, "\(base)/sobjects"))
    return (json["sobjects"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  static let options = HTTPField.Name("Sforce-Query-Options")!

  static func path(of query: String, at base: String) -> String {
    "\(base)/query?q=\(FormFields.encode(query))"
  }

  static func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
    var request = HTTPRequest(method: method, scheme: nil, authority: nil, path: path)
    request.headerFields[.accept] = "application/json"
    return request
  }
}

extension QueryClient {
  /// The same, for requests that are not worth another attempt.
  package func retrying(_ retrying: RetryLoop) -> QueryClient {
    QueryClient(service, version: version, retrying: retrying, now: now)
  }

  /// What `--dry-run` shows: the first question, or the job.
  package static func describing(
    _ query: QueryText, version: String, isBulk: Bool, counts: Bool = false
  ) -> (request: HTTPRequest, body: [UInt8]) {
    let base = base(of: version)
    if isBulk { return creation(of: query.text, at: base) }
    return (request(.get, path(of: counts ? query.counting ?? query.text : query.text, at: base)), [])
  }
}

extension QueryClient {
  private func ask(
    _ request: HTTPRequest, _ body: [UInt8] = [], isRepeatable: Bool = true
  ) async throws -> JSONValue {
    let answer = try await exchange(request, body, isRepeatable: isRepeatable)
    do {
      return try JSONValue(decoding: answer.body)
    } catch {
      throw QueryFailure.notJSON(error)
    }
  }

  /// - Throws: ``QueryFailure`` for every status but success.
  private func exchange(
    _ request: HTTPRequest, _ body: [UInt8] = [], isRepeatable: Bool = true
  ) async throws -> (head: HTTPResponse, body: [UInt8]) {
    try await retrying.perform(isRepeatable: isRepeatable) {
      var reply = try await service.respond(to: request, body: body)
      let body = try await reply.body.collect(upTo: Self.longestAnswer)
      switch reply.head.status.kind {
      case .successful: return (reply.head, body)
      case .redirection:
        throw QueryFailure.redirected(
          status: reply.head.status.code, location: reply.head.headerFields[.location])
      default: throw QueryFailure.refused(QueryRefusal(reply.head, body: body, now: now()))
      }
    }
  }

  static func refusal(of error: any Error) -> QueryRefusal? {
    guard case QueryFailure.refused(let refusal)? = RetriesExhausted.lastFailure(of: error) else {
      return nil
    }
    return refusal
  }

  /// Finds out which names there are where the org does not know one of the query's.
  private func explaining<Answer>(_ query: QueryText, _ ask: () async throws -> Answer) async throws -> Answer
  {
    do {
      return try await ask()
    } catch {
      guard let refusal = Self.refusal(of: error) else { throw error }
      throw await explained(refusal, query) ?? error
    }
  }

  /// - Returns: `nil` where it is about no name.
  func explained(_ refusal: QueryRefusal, _ query: QueryText) async -> QueryFailure? {
    switch UnknownName(refusal, object: query.object) {
    case nil: return nil
    case .object(let name):
      // The names only help; without them the refusal says enough.
      let known = (try? await objects()) ?? []
      return .unknownObject(name, known: known, refusal)
    case .field(let name, let object):
      let known = (try? await describe(object))?.names ?? []
      return .unknownField(name, of: object, known: known, refusal)
    }
  }
}

/// A name in a query that the org does not know, as its sentence tells.
enum UnknownName: Equatable {
  case object(String)
  case field(String, of: String)

  /// - Parameter object: of the query.
  init?(_ refusal: QueryRefusal, object: String?) {
    let message = refusal.message ?? ""
    switch refusal.code {
    case "INVALID_TYPE":
      guard let name = Self.quoted(after: "sObject type ", in: message) ?? object else { return nil }
      self = .object(name)
    case "INVALID_FIELD":
      let name =
        Self.quoted(after: "No such column ", in: message) ?? Self.quoted(
          after: "No such relation ", in: message)
        ?? Self.quoted(after: "Didn't understand relationship ", in: message)
      let owner = Self.quoted(after: "on entity ", in: message) ?? object
      guard let name, let owner else { return nil }
      self = .field(name, of: owner)
    default: return nil
    }
  }

  private static func quoted(after words: String, in message: String) -> String? {
    guard let start = message.firstRange(of: "\(words)'")?.upperBound,
      let end = message[start...].firstIndex(of: "'")
    else { return nil }
    return String(message[start..<end])
  }
}

extension QueryClient {
  /// Lets the service's engine make the records ready.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func createJob(_ query: QueryText) async throws -> BulkQueryJob {
    try await explaining(query) {
      let (request, body) = Self.creation(of: query.text, at: base)
      return try BulkQueryJob(try await ask(request, body, isRepeatable: false))
    }
  }

  fileprivate static func creation(of query: String, at base: String) -> (HTTPRequest, [UInt8]) {
    var request = request(.post, "\(base)/jobs/query")
    request.headerFields[.contentType] = "application/json"
    let body: JSONValue = ["operation": "query", "query": .string(query)]
    return (request, body.bytes)
  }

  /// How far a job is.
  ///
  /// - Throws: ``QueryFailure/jobExpired(_:)``, other ``QueryFailure``s, `HTTPFailure`, or what the service throws about
  ///   credentials.
  package func job(_ id: BulkQueryJob.ID) async throws -> BulkQueryJob {
    try await known(id) { try BulkQueryJob(try await ask(Self.request(.get, path(of: id)))) }
  }

  /// Why a job has failed, with the names that there are where it is about one.
  package func failure(of job: BulkQueryJob, _ query: QueryText) async -> QueryFailure {
    let reason = job.errorMessage ?? ""
    let code = reason.prefix { $0.isUppercase || $0 == "_" }
    let refusal = QueryRefusal(
      status: nil, code: String(code),
      message: String(reason.dropFirst(code.count).drop { ": ".contains($0) }))
    return await explained(refusal, query) ?? .jobFailed(job.id, reason: job.errorMessage)
  }

  /// Some of a job's results.
  ///
  /// - Parameters:
  ///   - locator: as the set before named it; `nil` for the first.
  ///   - most: records.
  /// - Throws: ``QueryFailure/jobExpired(_:)``, ``QueryFailure/tooLarge(records:limit:)`` for more than can be held, other
  ///   ``QueryFailure``s, `HTTPFailure`, or what the service throws about credentials.
  package func results(of id: BulkQueryJob.ID, from locator: String?, most: Int) async throws -> BulkResultSet
  {
    let place = locator.map { "&locator=\(FormFields.encode($0))" } ?? ""
    var request = Self.request(.get, "\(path(of: id))/results?maxRecords=\(most)\(place)")
    request.headerFields[.accept] = "text/csv"
    request.headerFields[.acceptEncoding] = "gzip"
    return try await Self.bounded(most) {
      let answer = try await known(id) { try await exchange(request) }
      let next = answer.head.headerFields[Self.locator]
      return BulkResultSet(
        table: try Self.unpacked(answer.body, answer.head),
        records: answer.head.headerFields[Self.number].flatMap { Int($0) },
        next: next == "null" || next == "" ? nil : next)
    }
  }

  /// Ends a job that goes on.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func abort(_ id: BulkQueryJob.ID) async throws {
    var request = Self.request(.patch, path(of: id))
    request.headerFields[.contentType] = "application/json"
    _ = try await known(id) { try await exchange(request, JSONValue.object(["state": "Aborted"]).bytes) }
  }

  /// Forgets a job and its results.
  ///
  /// - Throws: ``QueryFailure``, `HTTPFailure`, or what the service throws about credentials.
  package func delete(_ id: BulkQueryJob.ID) async throws {
    _ = try await known(id) { try await exchange(Self.request(.delete, path(of: id))) }
  }

  private func path(of id: BulkQueryJob.ID) -> String {
    "\(base)/jobs/query/\(PercentEncoding.encodePathSegment(id.text))"
  }

  private func known<Answer>(_ id: BulkQueryJob.ID, _ ask: () async throws -> Answer) async throws -> Answer {
    do {
      return try await ask()
    } catch  where Self.refusal(of: error)?.status == 404 {
      throw QueryFailure.jobExpired(id)
    }
  }

  /// What makes an answer with so few records too large, also after several attempts.
  private static func bounded<Answer>(
    _ most: Int, _ ask: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await ask()
    } catch {
      guard let failure = RetriesExhausted.lastFailure(of: error) as? HTTPFailure,
        case .tooLarge(let limit) = failure.reason
      else { throw error }
      throw QueryFailure.tooLarge(records: most, limit: limit)
    }
  }

  private static let locator = HTTPField.Name("Sforce-Locator")!
  private static let number = HTTPField.Name("Sforce-NumberOfRecords")!

  private static func unpacked(_ body: [UInt8], _ head: HTTPResponse) throws -> [UInt8] {
    var table: [UInt8] = []
    do {
      guard let coding = try ContentCoding.of(field: head.headerFields[.contentEncoding]) else { return body }
      let decompressor = Decompressor(body, coding)
      while let piece = try decompressor.next() {
        table += piece
        guard table.count <= longestAnswer else {
          throw HTTPFailure(.answer, .tooLarge(limit: longestAnswer))
        }
      }
    } catch is UnknownContentCoding {
      throw QueryFailure.unpackable
    } catch is DecompressionFailure {
      throw QueryFailure.unpackable
    }
    return table
  }
}
