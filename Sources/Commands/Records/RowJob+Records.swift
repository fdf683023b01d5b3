import QueryAPI
import RowEngine
import Wire

extension RowJob {
  /// Begins a run whose rows are records: the query is known to be good before anything of an earlier run is replaced,
  /// and a run that is gone on with asks for what its record names.
  ///
  /// - Returns: `nil` when the output is whole already.
  /// - Throws: `QueryFailure`, ``ResumptionFailure``, and what the way to the org throws.
  func begin(
    _ records: RecordSource, _ target: OutputTarget, in context: Context
  ) async throws -> RowsBegun<Content>? {
    let opening = rows.resume ? nil : try await records.open()
    guard var output = try target.open(in: context) else { return nil }
    do {
      let pages: any RecordPages
      if let page = output.page {
        pages = records.pages(from: page)
      } else {
        let opening = if let opening { opening } else { try await records.open() }
        pages = try await records.begin(opening) { try output.remember($0) }
      }
      let feed = RowFeed(pages, shard: rows.shard?.shard ?? .whole, limits) { item($0) }
      return RowsBegun(feed: feed, models: records.connection.models, output: output, pages: pages)
    } catch {
      if output.page == nil { output.discard() }
      throw error
    }
  }
}

extension RowJob {
  /// Whether the run can be gone on with in its query job, though there may be no row yet.
  func keepsJob(_ output: RowOutput, after error: any Error) -> Bool {
    guard output.page != nil, !error.endsRecords else { return false }
    if case CommandFailure.noRecords = error { return false }
    return true
  }
}

extension Error {
  /// Whether the records will not come, however often they are asked for.
  var endsRecords: Bool {
    guard let failure = RetriesExhausted.lastFailure(of: self) as? QueryFailure else { return false }
    return switch failure {
    case .unknownField, .unknownObject, .impossibleInBulk, .jobFailed, .jobAborted, .jobExpired,
      .cursorExpired,
      .childrenCutOff, .unpackable, .tooLarge:
      true
    case .refused, .redirected, .notJSON, .otherShape: false
    }
  }
}
