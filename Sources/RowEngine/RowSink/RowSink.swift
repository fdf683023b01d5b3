package import Wire

/// A format in which finished rows are written: pure, bytes out.
package protocol RowSink<Content, Value> {
  associatedtype Content: Sendable
  associatedtype Value: Sendable

  /// What stands before the first row.
  mutating func begin(_ output: inout RowBytes)
  /// Writes a row. One without a result leaves nothing behind in most formats.
  mutating func write(_ row: FinishedRow<Content, Value>, to output: inout RowBytes) throws
  /// What stands behind the last row.
  mutating func end(_ output: inout RowBytes)
  /// What replaces the beginning when everything is written; as long as what was there.
  var head: [UInt8]? { get }
  /// What a resumed run must know to go on as if it had never stopped.
  var state: JSONObject { get }
  /// Goes on where another of its kind has stopped.
  mutating func restore(_ state: JSONObject)
  /// Whether the state that was restored can belong to an output that has come so far: a record may be forged.
  func agrees(with record: ProgressRecord) -> Bool
}

extension RowSink {
  /// Puts nothing before the first row, as for formats without a beginning.
  package mutating func begin(_ output: inout RowBytes) {}
  /// Puts nothing behind the last row, as for formats without an end.
  package mutating func end(_ output: inout RowBytes) {}
  /// `nil`: the beginning stays as it was written.
  package var head: [UInt8]? { nil }
  /// Empty: a row is written the same whatever came before it.
  package var state: JSONObject { [:] }
  /// Does nothing, as there is no state to take up.
  package mutating func restore(_ state: JSONObject) {}
  /// True: nothing that was restored tells how much was written.
  package func agrees(with record: ProgressRecord) -> Bool { true }
}

/// Bytes on their way to the files of an output.
package struct RowBytes: Hashable, Sendable {
  /// What stands before all rows of an output.
  package var opening: [UInt8] = []
  /// What stands before the rows, as often as told: there may be more of it than state.
  package var lead: [UInt8] = []
  /// How often ``lead`` is written.
  package var leadCount = 0
  /// Of the rows themselves.
  package var rows: [UInt8] = []
  /// Of what is listed for each row beside the rows: ids, verdicts.
  package var ids: [UInt8] = []
  /// Of the list of refused rows.
  package var errors: [UInt8] = []

  /// Nothing to be written.
  package init() {}

  /// How many bytes of rows there are, with all that stands before them.
  package var count: Int { opening.count + lead.count * leadCount + rows.count }

  /// Writes the rows, and before them what stands before them.
  func write(_ append: ([UInt8]) throws -> Void) rethrows {
    if !opening.isEmpty { try append(opening) }
    for _ in 0..<leadCount { try append(lead) }
    if !rows.isEmpty { try append(rows) }
  }

  /// Forgets the bytes and keeps the memory for the next ones.
  mutating func clear() {
    (opening, lead, leadCount) = ([], [], 0)
    rows.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    errors.removeAll(keepingCapacity: true)
  }
}
