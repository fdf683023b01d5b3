import FoundationEssentials

/// What the org keeps of queries: cursors of the REST API, and jobs of the Bulk API.
actor QueryState {
  /// The records that a query has found, for whoever asks for more of them.
  struct Cursor {
    let query: RecordQuery
    let rows: QueryRows
    let opened: Date
  }

  /// So many a user may have open; another one closes the oldest.
  private static let mostCursors = 10
  private static let cursorLife: TimeInterval = 2 * 24 * 3600

  private var cursors: [String: Cursor] = [:]
  private var order: [String] = []
  private var jobs: [String: QueryJob] = [:]
  private var serial = 0

  func open(_ query: RecordQuery, _ rows: QueryRows, at now: Date) -> String {
    serial += 1
    let id = RecordID.text(serial, prefix: "01g")
    cursors[id] = Cursor(query: query, rows: rows, opened: now)
    order.append(id)
    if order.count > Self.mostCursors { cursors[order.removeFirst()] = nil }
    return id
  }

  /// - Returns: `nil` for one that is closed or too old.
  func cursor(_ id: String, at now: Date) -> Cursor? {
    cursors[id].flatMap { now.timeIntervalSince($0.opened) < Self.cursorLife ? $0 : nil }
  }

  func add(_ make: (_ id: String) -> QueryJob) -> QueryJob {
    serial += 1
    let job = make(RecordID.text(serial, prefix: "750"))
    jobs[job.id] = job
    return job
  }

  /// - Returns: `nil` for one that is deleted or too old.
  func job(_ id: String, at now: Date) -> QueryJob? {
    jobs[id].flatMap { $0.isKept(at: now) ? $0 : nil }
  }

  func jobs(at now: Date) -> [QueryJob] {
    jobs.values.filter { $0.isKept(at: now) }.sorted { $0.id < $1.id }
  }

  func abort(_ id: String) { jobs[id]?.isAborted = true }

  func delete(_ id: String) { jobs[id] = nil }
}
