import CommandTree
import ModelsAPI
import QueryAPI
import RowEngine
import Wire

/// The records of the org that a query finds, as the rows of a run.
struct RecordSource: Sendable {
  /// What is known before an output is begun.
  enum Opening: Sendable {
    /// By the REST API, with its first records.
    case pages(QueryPage)
    /// By a job of the Bulk API, which is still to be created.
    case job
  }

  /// From here on the Bulk API is asked, unless somebody decides otherwise.
  private static let bulkSize: Count = 10_000

  let connection: Connection
  private let query: QueryText
  private let client: QueryClient
  private let options: RecordOptions
  private let asked: AskedFields
  private let context: Context
  private let notes: Notes

  /// - Returns: `nil` for a job whose rows are no records.
  /// - Throws: ``CommandFailure``, and what is wrong with settings and credentials.
  init?(_ job: some RowJob, in context: Context, _ notes: Notes) throws {
    guard let options = job.records, let query = options.query else { return nil }
    (self.options, self.query, self.context, self.notes) = (options, query, context, notes)
    asked = job.askedFields
    // What is true of every row is said before anybody is asked.
    try Self.check(query.columns, asked)
    try Self.refuse(options.bulk == true ? query.bulkLimits : [])
    let network = job.connection.network
    connection = try Connection(job.connection, in: context, rows: job.rows.pace(network))
    client = try connection.queries(options, in: context, network, notes)
  }

  private static func check(_ columns: [String]?, _ asked: AskedFields) throws {
    guard let columns, let missing = asked.missing(from: columns) else { return }
    throw RowInputFailure.missingField(missing, found: columns)
  }

  private static func refuse(_ limits: [BulkLimit]) throws(QueryFailure) {
    guard limits.isEmpty else { throw .impossibleInBulk(limits) }
  }

  /// Which way the records will come.
  ///
  /// - Throws: ``QueryFailure``, and what the way to the org throws.
  func open() async throws -> Opening {
    switch options.bulk {
    case true?:
      try Self.refuse(try await client.compoundFields(of: query))
      return .job
    case false?: return .pages(try await firstPage())
    case nil:
      let page = try await firstPage()
      guard page.totalSize >= Self.bulkSize else { return .pages(page) }
      let limits = try await query.bulkLimits + client.compoundFields(of: query)
      guard !limits.isEmpty else { return .job }
      notes.note(
        "the records are read page by page: the Bulk API cannot do \(limits.map(\.words).alternatives)")
      return .pages(page)
    }
  }

  private func firstPage() async throws -> QueryPage {
    let page = try await client.firstPage(query)
    if query.columns == nil, let row = try page.rows(nil).first {
      try Self.check(row.members.map(\.name), asked)
    }
    return page
  }

  /// - Parameter remember: keeps what it takes to go on, before there is a row.
  /// - Throws: ``QueryFailure``, and what the way to the org throws.
  func begin(
    _ opening: Opening, remember: (PagePosition) throws -> Void
  ) async throws -> any RecordPages {
    switch opening {
    case .pages(let page): return QueryPages(client, query, first: page)
    case .job:
      let job = try await client.createJob(query)
      try remember(PagePosition(address: BulkPages.address(of: job.id)))
      return bulkPages(job.id, from: nil)
    }
  }

  /// Goes on where an earlier run has come to.
  func pages(from position: PagePosition) -> any RecordPages {
    guard let job = position.address["job"]?.string else {
      return QueryPages(client, query, from: position.address["next"]?.string)
    }
    return bulkPages(BulkQueryJob.ID(job), from: position.address)
  }

  private func bulkPages(_ job: BulkQueryJob.ID, from address: JSONObject?) -> BulkPages {
    BulkPages(client, job, query, from: address, pause: context.pause)
  }
}

extension Connection {
  /// - Throws: ``CommandFailure/noToken``.
  func queries(
    _ options: RecordOptions, in context: Context, _ network: NetworkOptions, _ notes: Notes
  ) throws(CommandFailure) -> QueryClient {
    guard let instance else { throw .noToken }
    return QueryClient(
      instance, version: options.apiVersion.text, retrying: context.retrying(network, notes), now: context.now
    )
  }
}

extension RecordOptions {
  /// Prints how many records the query finds.
  ///
  /// - Throws: ``QueryFailure``, and what the way to the org throws.
  func printCount(_ options: ConnectionOptions, in context: Context) async throws {
    guard let query else { return }
    guard !options.dryRun else { return try DryRun(options, in: context).describe(query, self) }
    let notes = Notes(context.errors, isQuiet: options.network.quiet)
    let client = try Connection(options, in: context).queries(self, in: context, options.network, notes)
    try context.output.line("\(try await client.count(query))")
  }
}
