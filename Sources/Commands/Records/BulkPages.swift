import QueryAPI
import RowEngine
import Wire

/// The results of a query job: waited for, and then fetched page by page, a few of them ahead of the rows.
actor BulkPages: RecordPages {
  /// A set of results, what it was asked with, and how the next one is to be asked for.
  private struct Fetched: Sendable {
    let page: RowPage
    let columns: [String]
    let next: Place?
  }

  private struct Place: Sendable {
    var locator: String?
    var most: Int
  }

  /// Pages ahead of the one whose rows are dealt with.
  private static let ahead = 2
  /// Bytes that a page should have: several are in memory, however many records there are.
  private static let pageBytes = 512 << 10
  /// Records of the first page; of later ones what their size allows.
  private static let firstPage = 2000
  private static let mostRecords = 50_000

  private let client: QueryClient
  private let job: BulkQueryJob.ID
  private let query: QueryText
  private let selected: [String]?
  private let pause: @Sendable (Duration) async throws -> Void
  private let progress = BulkProgress()
  private let size = KnownSize()
  private let start: Place
  /// Whether the job is over.
  private var isReady = false
  private var isBegun = false
  private var upcoming: [Task<Fetched?, any Error>] = []

  /// - Parameter address: of the first page; `nil` is the beginning.
  init(
    _ client: QueryClient, _ job: BulkQueryJob.ID, _ query: QueryText, from address: JSONObject?,
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    (self.client, self.job, self.query, self.pause) = (client, job, query, pause)
    selected = query.columns
    start = Place(
      locator: address?["locator"]?.string, most: address?["records"]?.count?.value ?? Self.firstPage)
  }

  deinit { for task in upcoming { task.cancel() } }

  nonisolated var waiting: @Sendable () -> String? { { [progress] in progress.words } }
  nonisolated var records: @Sendable () -> Int? { { [size] in size.records } }

  static func address(of job: BulkQueryJob.ID) -> JSONObject { ["job": .string(job.text)] }

  func next() async throws -> RowPage? {
    if !isBegun {
      try await wait()
      try await begin()
    }
    guard !upcoming.isEmpty else { return nil }
    let task = upcoming.removeFirst()
    let fetched = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    guard let fetched else { return nil }
    fetchAhead(after: upcoming.last ?? task)
    return fetched.page
  }

  /// Asks less and less often until the records are ready.
  private func wait() async throws {
    var interval = Duration.milliseconds(500)
    defer { progress.note(nil) }
    while true {
      let job = try await client.job(job)
      isReady = job.state != .waiting && job.state != .running
      switch job.state {
      case .complete: return size.note(job.records)
      case .failed: throw await client.failure(of: job, query)
      case .aborted: throw QueryFailure.jobAborted(job.id)
      case .waiting, .running:
        progress.note(job)
        try await pause(interval)
        interval = min(interval * 2, .seconds(10))
      }
    }
  }

  private func begin() async throws {
    isBegun = true
    let (client, job, selected, start) = (client, job, selected, start)
    var columns: [String]?
    if start.locator != nil {
      // Later pages need not say what the columns are.
      columns = try Self.columns(of: await client.results(of: job, from: nil, most: 1).table, selected)
    }
    upcoming = [
      Task { [columns] in try await Self.fetch(start, of: job, client, columns: columns, selected) }
    ]
    for _ in 1..<Self.ahead { fetchAhead(after: upcoming[upcoming.count - 1]) }
  }

  private func fetchAhead(after last: Task<Fetched?, any Error>) {
    let (client, job, selected) = (client, job, selected)
    upcoming.append(
      Task {
        guard let before = try await last.value, let place = before.next else { return nil }
        return try await Self.fetch(place, of: job, client, columns: before.columns, selected)
      })
  }

  /// - Parameter columns: `nil` for the first page, which says them.
  private static func fetch(
    _ place: Place, of job: BulkQueryJob.ID, _ client: QueryClient, columns: [String]?, _ selected: [String]?
  ) async throws -> Fetched {
    var place = place
    while true {
      do {
        let set = try await client.results(of: job, from: place.locator, most: place.most)
        let columns = try columns ?? self.columns(of: set.table, selected)
        var address = address(of: job)
        address.set("locator", place.locator.map { .string($0) })
        address["records"] = JSONValue(place.most)
        return Fetched(
          page: RowPage(.table(set.table, columns: columns), at: address), columns: columns,
          next: set.next.map { Place(locator: $0, most: most(after: set, place.most)) })
      } catch QueryFailure.tooLarge where place.most > 1 {
        place.most /= 2
      }
    }
  }

  /// So many that the next page has about the size that it should have.
  private static func most(after set: BulkResultSet, _ most: Int) -> Int {
    let records = max(1, set.records ?? most)
    let fitting = pageBytes / max(1, set.table.count / records)
    return min(max(1, fitting), 2 * most, mostRecords)
  }

  /// The names of the columns as the query spells them, where they are the same.
  private static func columns(of table: [UInt8], _ selected: [String]?) throws -> [String] {
    let header = try RowPage.header(of: table)
    guard let selected, selected.map({ $0.lowercased() }) == header.map({ $0.lowercased() }) else {
      return header
    }
    return selected
  }

  /// The org forgets it by itself after some days: it is tried once, and no trouble.
  func finish() async {
    let client = client.retrying(RetryLoop(RetryPolicy(retries: 0), pause: pause))
    if !isReady { try? await client.abort(job) }
    try? await client.delete(job)
  }
}
