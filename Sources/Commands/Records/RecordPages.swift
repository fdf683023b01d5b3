import QueryAPI
import RowEngine
import Synchronization
import Wire

/// Pages of records that know what is to be done when all of them are dealt with.
protocol RecordPages: RowPages {
  /// Lets the org forget what it keeps for them.
  func finish() async
  /// What the first rows wait for, in words, while they do.
  var waiting: @Sendable () -> String? { get }
  /// How many records there are altogether, as soon as the org has said so.
  var records: @Sendable () -> Int? { get }
}

/// The pages of the REST API, each asked for while the rows of the one before are dealt with.
actor QueryPages: RecordPages {
  private let client: QueryClient
  private let query: QueryText
  private var first: QueryPage?
  /// The next page; `nil` where it is the first.
  private var next: String?
  private var isOver = false
  private var upcoming: Task<QueryPage, any Error>?
  private let size = KnownSize()

  /// - Parameter first: where it has been asked for already.
  init(_ client: QueryClient, _ query: QueryText, first: QueryPage? = nil, from next: String? = nil) {
    (self.client, self.query, self.first, self.next) = (client, query, first, next)
    size.note(first?.totalSize)
  }

  deinit { upcoming?.cancel() }

  func next() async throws -> RowPage? {
    guard !isOver else { return nil }
    let address: JSONObject = next.map { ["next": .string($0)] } ?? [:]
    let page = try await page()
    size.note(page.totalSize)
    next = page.next
    isOver = page.next == nil
    upcoming = page.next.map { path in Task { [client] in try await client.page(at: path) } }
    return RowPage(.records(try page.rows(query.columns)), at: address)
  }

  private func page() async throws -> QueryPage {
    if let first {
      self.first = nil
      return first
    }
    if let upcoming {
      self.upcoming = nil
      return try await withTaskCancellationHandler {
        try await upcoming.value
      } onCancel: {
        upcoming.cancel()
      }
    }
    guard let next else { return try await client.firstPage(query) }
    return try await client.page(at: next)
  }

  /// Cursors end by themselves.
  func finish() {}

  nonisolated var waiting: @Sendable () -> String? { { nil } }
  nonisolated var records: @Sendable () -> Int? { { [size] in size.records } }
}

/// How many records a query finds, for whoever tells how far it is.
final class KnownSize: Sendable {
  private let count = Mutex<Count?>(nil)

  func note(_ count: Count?) { self.count.withLock { $0 = count ?? $0 } }

  /// `nil` where the org has not said it yet.
  var records: Int? { count.withLock { $0?.value } }
}

/// How far a job of the Bulk API is, for whoever tells it.
final class BulkProgress: Sendable {
  private let job = Mutex<BulkQueryJob?>(nil)

  /// - Parameter job: `nil` when there is nothing more to wait for.
  func note(_ job: BulkQueryJob?) { self.job.withLock { $0 = job } }

  /// `nil` where nothing is waited for.
  var words: String? {
    job.withLock { $0 }.map { job in
      let records = job.records.map { ", \(RowMessages.count($0.value, "record"))" } ?? ""
      return "the org makes the records ready: job \(job.id)\(records)"
    }
  }
}
