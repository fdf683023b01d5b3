import RowEngine
import Vectors
import Wire

/// The rows of a file of vectors, each with its place in the plane in which they differ most.
struct MappedRows {
  /// A row, and where it lies.
  struct MappedRow {
    let place: SIMD2<Double>
    let details: RowDetails

    /// A row without an id of its own has its number.
    func value(_ field: String) -> JSONValue? {
      field == MapFields.id ? details.id : details.members[field]
    }
  }

  let components: PrincipalComponents
  private let table: VectorTable
  private let fields: MapFields

  /// - Parameter longestText: characters that are kept of a text that is no id; `nil`: all.
  /// - Throws: ``VectorFileFailure``, ``RowInputFailure``, ``InputFailure``, `FileFailure` of the copy, and
  ///   ``CommandFailure/noVectors(_:)``.
  init(_ path: String, _ fields: MapFields, longestText: Int?, in context: Context, _ notes: Notes) throws {
    let file = try VectorFile(path == "-" ? "/dev/stdin" : path)
    if file.isMatrix {
      if fields.rows == nil, let name = fields.required.first {
        throw CommandFailure.matrixWithoutFields(path, field: name)
      }
    } else if fields.rows != nil {
      throw CommandFailure.unusableOption(
        "--rows", reason: "'\(path)' holds the fields of its rows itself; --rows is for npy")
    }
    table = try file.table(
      fields: fields.required, optional: [MapFields.id, fields.text], longestText: longestText,
      // What is in /tmp is often in memory, which has no room for it.
      rows: try fields.source(in: context, notes), copyingTo: context.variable("TMPDIR") ?? "/var/tmp")
    components = try PrincipalComponents(of: table.matrix)
    guard components.count > 0 else { throw CommandFailure.noVectors(path) }
    self.fields = fields
  }

  /// Rows that have a place.
  var count: Int { components.count }
  /// Rows that have none.
  var leftOut: Int { all - components.count }
  private var all: Int { table.matrix.rows + table.withoutVector }

  var leftOutSentence: String {
    "\(RowMessages.number(leftOut)) of \(RowMessages.count(all, "row")) "
      + (leftOut == 1 ? "has no vector and is left out" : "have no vector and are left out")
  }

  /// Calls with each row that has a place, in their order.
  ///
  /// - Throws: what reading and the body throw.
  func eachRow(_ body: (MappedRow) throws -> Void) throws {
    var reader = try table.makeDetails()
    try components.project(table.matrix) { _, places in
      for place in places {
        let details = try reader.next()
        guard !place.x.isNaN else { continue }
        try body(MappedRow(place: place, details: details))
      }
    }
  }

  /// What of a row is shown.
  func value(_ field: KeyPath<MapFields, String?>, of row: MappedRow) -> JSONValue? {
    fields[keyPath: field].flatMap { row.value($0) }
  }

  /// The text of a row.
  func text(of row: MappedRow) -> String? { row.value(fields.text)?.fieldText }
}
