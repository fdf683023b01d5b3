import FileSystem
import Vectors
import Wire

/// Writes vectors and their details into two files without names, in which they can be read again and again.
struct TableWriter {
  private let vectors: OpenFile
  private let details: OpenFile
  private let path: String
  private var rows = 0
  private var withoutVector = 0
  private var dimensions: Int?
  private var found: Set<String> = []
  private var firstNames: [String]?

  /// - Parameters:
  ///   - folder: where there is room for all vectors.
  ///   - path: of the file that they come from.
  init(in folder: String, from path: String) throws {
    vectors = try OpenFile.unnamed(in: folder)
    details = try OpenFile.unnamed(in: folder)
    self.path = path
  }

  /// Appends rows.
  ///
  /// - Throws: ``VectorFileFailure`` for vectors that are not as long as those before them, and what writing throws.
  mutating func append(_ part: TablePart) throws {
    withoutVector += part.withoutVector
    guard let first = part.first else { return }
    if let dimensions, dimensions != first.dimensions {
      throw VectorFileFailure.unequalDimensions(
        path: path, row: first.row, found: first.dimensions, expected: dimensions)
    }
    dimensions = first.dimensions
    firstNames = firstNames ?? part.firstNames
    rows += part.rows
    found.formUnion(part.found)
    try vectors.append(part.vectors)
    try details.append(part.details)
  }

  /// - Throws: ``RowInputFailure/missingField(_:found:)`` for a field that no row has.
  func table(requiring fields: [String]) throws -> VectorTable {
    if let missing = fields.first(where: { !found.contains($0) }), rows > 0 {
      throw RowInputFailure.missingField([missing], found: firstNames ?? [])
    }
    let (dimensions, vectors) = (dimensions ?? 0, vectors)
    let matrix = RowMatrix(rows: rows, dimensions: dimensions) { rows, buffer in
      guard try vectors.fill(buffer, at: rows.lowerBound * dimensions * 4) == buffer.count else {
        throw VectorFileFailure.cutOff(path: vectors.path)
      }
    }
    return VectorTable(matrix: matrix, withoutVector: withoutVector, details: .objects(details))
  }
}

/// Some rows on their way into a table.
struct TablePart: Sendable {
  private(set) var vectors: [UInt8] = []
  private(set) var details: [UInt8] = []
  private(set) var rows = 0
  /// Rows that have no vector, and are left out.
  private(set) var withoutVector = 0
  /// The number of the first row, from 1, and how many numbers its vector has.
  private(set) var first: (row: Int, dimensions: Int)?
  /// Which of the wanted members rows have had.
  private(set) var found: Set<String> = []
  /// What the first row has beside its vector.
  private(set) var firstNames: [String]?
  private let wanted: WantedMembers
  private let path: String

  /// - Parameter path: of the file that the rows come from.
  init(_ wanted: WantedMembers, from path: String) { (self.wanted, self.path) = (wanted, path) }

  /// Whether it is time to write them.
  var isLarge: Bool { vectors.count + details.count > 4 << 20 }

  /// - Throws: ``VectorFileFailure`` for what is no vector, or not as long as those before it.
  ///
  /// - Parameter lacksVector: whether it has none, rather than something that is none.
  mutating func append(
    _ vector: JSONVector?, lacksVector: @autoclosure () -> Bool, _ members: @autoclosure () -> JSONObject,
    row: Int
  ) throws {
    guard let vector, vector.count > 0 else {
      guard vector == nil, lacksVector() else { throw VectorFileFailure.notAVector(path: path, row: row) }
      withoutVector += 1
      return
    }
    let members = members()
    if let first, first.dimensions != vector.count {
      throw VectorFileFailure.unequalDimensions(
        path: path, row: row, found: vector.count, expected: first.dimensions)
    }
    if first == nil { (first, firstNames) = ((row, vector.count), members.members.map(\.name)) }
    rows += 1
    FloatArray.append(vector.json, to: &vectors)
    append(members, row: row)
  }

  /// Only what is known of a row, for a vector that stands elsewhere.
  mutating func append(_ members: JSONObject, row: Int) {
    firstNames = firstNames ?? members.members.map(\.name)
    var kept = wanted.kept(of: members)
    found.formUnion(kept.members.map(\.name))
    // Lines without a vector are no rows of the table, and yet they count.
    if kept["id"]?.isNull ?? true { kept["id"] = JSONValue(row) }
    details += JSONValue.object(kept).bytes + [UInt8(ascii: "\n")]
  }

}

/// What is kept of a row beside its vector.
struct WantedMembers: Sendable {
  let names: Set<String>
  /// Characters of a text that are kept; `nil`: all. An id is kept whole: it is no text for people.
  let longestText: Int?

  func kept(of members: JSONObject) -> JSONObject {
    JSONObject(members.members.filter { names.contains($0.name) }.map(shortened))
  }

  private func shortened(_ member: JSONObject.Member) -> JSONObject.Member {
    guard let longestText, member.name != "id", let text = member.value.string,
      text.utf8.count > longestText
    else { return member }
    let beginning = text.prefix(longestText)
    return .init(member.name, .string(beginning.endIndex < text.endIndex ? beginning + "…" : text))
  }
}
