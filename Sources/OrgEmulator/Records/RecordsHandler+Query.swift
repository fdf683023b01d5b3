import HTTPTypes
import Wire

/// `GET /query?q=…`, and `GET /query/01g…-2000` for the records behind the first ones.
extension RecordsHandler {
  /// Records of an answer, where nobody wants fewer.
  private static let pageSize = 2000

  func query(_ incoming: IncomingRequest, _ path: Path) async throws(InstanceRefusal) -> HTTPReply {
    guard incoming.method == .get else { throw .wrongMethod }
    guard let text = incoming.query["q"], !text.isEmpty else {
      throw InstanceRefusal(400, "MALFORMED_QUERY", "A query string has to be specified")
    }
    let query = try bound(text)
    let rows = query.rows()
    guard !query.isCount else {
      return .instance(["totalSize": JSONValue(rows.count), "done": true, "records": []])
    }
    let size = Self.size(incoming)
    let isDone = rows.count <= size
    let cursor = isDone ? nil : await state.open(query, rows, at: configuration.now())
    return page(query, rows, from: 0, size, cursor, path.version)
  }

  func more(
    _ locator: String, _ incoming: IncomingRequest, _ path: Path
  ) async throws(InstanceRefusal) -> HTTPReply {
    guard incoming.method == .get else { throw .wrongMethod }
    let parts = locator.split(separator: "-")
    guard parts.count == 2, let start = Int(parts[1]),
      let cursor = await state.cursor(String(parts[0]), at: configuration.now()),
      0..<cursor.rows.count ~= start
    else { throw InstanceRefusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator") }
    return page(cursor.query, cursor.rows, from: start, Self.size(incoming), String(parts[0]), path.version)
  }

  func bound(_ text: String) throws(InstanceRefusal) -> RecordQuery {
    do throws(SOQLError) {
      return try RecordQuery(text, now: configuration.now(), records: records)
    } catch {
      throw InstanceRefusal(error)
    }
  }

  /// `Sforce-Query-Options: batchSize=N` is a wish, from 200 on.
  private static func size(_ incoming: IncomingRequest) -> Int {
    let wish = incoming.headers["sforce-query-options"]?.split(separator: "=").last.flatMap { Int($0) }
    return wish.map { min(max(200, $0), pageSize) } ?? pageSize
  }

  private func page(
    _ query: RecordQuery, _ rows: QueryRows, from start: Int, _ size: Int, _ cursor: String?,
    _ version: String
  ) -> HTTPReply {
    let end = min(start + size, rows.count)
    var answer: JSONObject = ["totalSize": JSONValue(rows.count), "done": .bool(end == rows.count)]
    if end < rows.count, let cursor {
      answer["nextRecordsUrl"] = .string("/services/data/\(version)/query/\(cursor)-\(end)")
    }
    answer["records"] = .array((start..<end).map { query.json(rows[$0], version: version) })
    return .instance(.object(answer))
  }
}
