import FoundationEssentials
import HTTPTypes
import Wire

/// `/jobs/query`: query jobs of the Bulk API 2.0.
extension RecordsHandler {
  func bulk(_ incoming: IncomingRequest, _ path: Path) async throws(InstanceRefusal) -> HTTPReply {
    let now = configuration.now()
    guard path.rest.count > 2 else {
      switch incoming.method {
      case .post: return try await create(incoming, path)
      case .get:
        let jobs = await state.jobs(at: now).map { $0.json(at: now) }
        return .instance(["done": true, "records": .array(jobs), "nextRecordsUrl": .null])
      default: throw .wrongMethod
      }
    }
    guard let job = await state.job(path.rest[2], at: now) else { throw .notFound }
    switch (incoming.method, Array(path.rest[3...])) {
    case (.get, []): return .instance(job.json(at: now))
    case (.patch, []): return try await abort(job, incoming)
    case (.delete, []):
      guard job.state(at: now) != .inProgress, job.state(at: now) != .uploadComplete else {
        throw InstanceRefusal(400, "INVALIDJOBSTATE", "Only completed, failed or aborted jobs can be deleted")
      }
      await state.delete(job.id)
      return HTTPReply(head: HTTPResponse(status: .noContent))
    case (.get, ["results"]): return try results(of: job, incoming, path)
    case (.get, ["resultPages"]): return try resultPages(of: job, incoming, path)
    default: throw .notFound
    }
  }

  private func create(_ incoming: IncomingRequest, _ path: Path) async throws(InstanceRefusal) -> HTTPReply {
    guard incoming.mediaType == "application/json", let body = try? JSONValue(decoding: incoming.body) else {
      throw InstanceRefusal(400, "API_ERROR", "The request body is no JSON")
    }
    guard let operation = body["operation"]?.string, ["query", "queryAll"].contains(operation) else {
      throw InstanceRefusal(400, "API_ERROR", "operation must be query or queryAll")
    }
    guard let text = body["query"]?.string, !text.isEmpty else {
      throw InstanceRefusal(400, "API_ERROR", "query is missing")
    }
    guard body["contentType"]?.string ?? "CSV" == "CSV",
      let ending = TableForm.LineEnding(rawValue: body["lineEnding"]?.string ?? "LF"),
      let delimiter = TableForm.Delimiter(rawValue: body["columnDelimiter"]?.string ?? "COMMA")
    else { throw InstanceRefusal(400, "API_ERROR", "contentType, lineEnding or columnDelimiter is unknown") }
    let (outcome, object) = try outcome(of: text)
    let (now, duration) = (configuration.now(), configuration.queryJobDuration)
    let job = await state.add { id in
      QueryJob(
        id: id, operation: operation, object: object, version: String(path.version.dropFirst()),
        created: now, duration: duration, lineEnding: ending, delimiter: delimiter, outcome: outcome)
    }
    return .instance(job.json(at: job.created, isNew: true))
  }

  /// What cannot be read, and what the engine cannot do, is refused at once; names that it does not know make the job
  /// fail.
  private func outcome(of text: String) throws(InstanceRefusal) -> (QueryJob.Outcome, object: String) {
    do throws(SOQLError) {
      let query = try RecordQuery(text, now: configuration.now(), records: records)
      if let reason = query.bulkObjection {
        throw SOQLError("API_ERROR", "\(reason) not supported in Bulk Query")
      }
      return (.records(query, query.rows()), query.object.name)
    } catch  where error.code == "INVALID_FIELD" {
      let object = ObjectSchema.all.first { text.lowercased().contains("from \($0.name.lowercased())") }
      return (.failure(error), object?.name ?? "")
    } catch {
      throw InstanceRefusal(error)
    }
  }

  private func abort(_ job: QueryJob, _ incoming: IncomingRequest) async throws(InstanceRefusal) -> HTTPReply
  {
    guard let body = try? JSONValue(decoding: incoming.body), body["state"]?.string == "Aborted" else {
      throw InstanceRefusal(400, "API_ERROR", "state must be Aborted")
    }
    let now = configuration.now()
    guard job.state(at: now) == .inProgress || job.state(at: now) == .uploadComplete else {
      throw InstanceRefusal(400, "INVALIDJOBSTATE", "Aborting a finished job is not possible")
    }
    await state.abort(job.id)
    var aborted = job
    aborted.isAborted = true
    return .instance(aborted.json(at: now))
  }
}

/// `/jobs/query/ID/results`, and the pages that may be fetched at the same time.
extension RecordsHandler {
  /// Records of a set, where nobody says how many.
  private static let setSize = 10_000

  private func finished(
    _ job: QueryJob, _ path: Path
  ) throws(InstanceRefusal) -> (RecordQuery, QueryRows) {
    guard path.version == "v\(job.version)" else {
      throw InstanceRefusal(409, "VERSION_MISMATCH", "The job was created with API version \(job.version)")
    }
    guard job.state(at: configuration.now()) == .complete, case .records(let query, let rows) = job.outcome
    else { throw InstanceRefusal(400, "INVALIDJOBSTATE", "The job has no results (yet)") }
    return (query, rows)
  }

  private func results(
    of job: QueryJob, _ incoming: IncomingRequest, _ path: Path
  ) throws(InstanceRefusal) -> HTTPReply {
    let (query, rows) = try finished(job, path)
    let start = try start(incoming, among: rows)
    guard let most = incoming.query["maxRecords"].map({ Int($0) }) ?? Self.setSize, most > 0 else {
      throw InstanceRefusal(400, "API_ERROR", "maxRecords must be a number above 0")
    }
    let end = min(rows.count, start + min(most, rows.count))
    var table: [UInt8] = []
    TableForm.append(query.columns.map(\.name), to: &table, job.delimiter, job.lineEnding)
    for index in start..<end {
      TableForm.append(
        query.columns.map { query.value($0, rows[index]).csv }, to: &table, job.delimiter, job.lineEnding)
    }
    var reply = HTTPReply(.ok, contentType: "text/csv", table)
    reply.head.headerFields.append("Sforce-NumberOfRecords", String(end - start))
    reply.head.headerFields.append("Sforce-Locator", end < rows.count ? Self.locator(end) : "null")
    return reply
  }

  private func resultPages(
    of job: QueryJob, _ incoming: IncomingRequest, _ path: Path
  ) throws(InstanceRefusal) -> HTTPReply {
    let (_, rows) = try finished(job, path)
    let start = try start(incoming, among: rows)
    let own = "/services/data/\(path.version)/jobs/query/\(job.id)"
    let starts = stride(from: start, to: max(rows.count, start + 1), by: Self.setSize).prefix(5)
    let next = start + 5 * Self.setSize
    return .instance([
      "resultPages": .array(
        starts.map { ["resultUrl": .string("\(own)/results?locator=\(FormFields.encode(Self.locator($0)))")] }
      ),
      "nextRecordUrl": next < rows.count
        ? .string("\(own)/resultPages?locator=\(FormFields.encode(Self.locator(next)))") : .null,
      "done": .bool(next >= rows.count),
    ])
  }

  /// The number of a record's place, in base64.
  private static func locator(_ start: Int) -> String { Data("\(start)".utf8).base64EncodedString() }

  /// The place that the request's locator names; one behind the last record is none of ours.
  private func start(_ incoming: IncomingRequest, among rows: QueryRows) throws(InstanceRefusal) -> Int {
    guard let locator = incoming.query["locator"] else { return 0 }
    guard let data = Data(base64Encoded: locator), let start = Int(String(decoding: data, as: UTF8.self)),
      start == 0 || 0..<rows.count ~= start
    else { throw InstanceRefusal(400, "INVALID_LOCATOR", "The locator is not valid") }
    return start
  }
}

extension RecordQuery {
  /// What of it the Bulk API cannot do.
  fileprivate var bulkObjection: String? {
    if isCount { return "Aggregate Relationship" }
    if hasOffset { return "OFFSET" }
    if hasFieldGroups { return "FIELDS function" }
    return columns.contains { $0.field.kind == .address } ? "Selecting compound data" : nil
  }
}
