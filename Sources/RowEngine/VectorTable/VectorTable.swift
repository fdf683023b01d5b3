import FileSystem
package import Vectors
package import Wire

/// All vectors of a file as a matrix, and what is known of each row beside its vector.
package struct VectorTable: Sendable {
  /// A row for each row of the file that has a vector, in its order.
  package let matrix: RowMatrix
  /// Rows of the file that have no vector, and are no rows of the matrix.
  package var withoutVector = 0
  let details: Details

  /// Where the details stand.
  enum Details: Sendable {
    /// Nothing is known but the rows' ids, if they are.
    case ids(RowIDs)
    /// An object a line, in a file of our own.
    case objects(OpenFile)
  }

  /// What is known of the rows, one after another.
  ///
  /// - Throws: ``VectorFileFailure``.
  package func makeDetails() throws -> RowDetailsReader {
    switch details {
    case .ids(let ids): RowDetailsReader(try ids.makeReader().map { next in { ["id": try next() ?? .null] } })
    case .objects(let file): RowDetailsReader(Self.objects(in: file))
    }
  }

  private static func objects(in file: OpenFile) -> () throws -> JSONObject {
    var offset = 0
    var reader = RowReader(.jsonl) {
      let bytes = try file.bytes(offset..<(offset + 256 << 10))
      offset += bytes.count
      return bytes
    }
    return {
      guard case .record(let members)? = try reader.next()?.content else { return [:] }
      return members
    }
  }
}

/// What is known of a row beside its vector.
package struct RowDetails: Hashable, Sendable {
  /// The row's own, else its number.
  package var id: JSONValue
  /// What was asked for, as far as the row has it.
  package var members: JSONObject
}

/// Reads the details of one row after another.
package struct RowDetailsReader {
  private let nextMembers: (() throws -> JSONObject)?
  private var number = 0

  /// - Parameter next: the members of the next row; `nil`: rows are known by their numbers.
  init(_ next: (() throws -> JSONObject)?) { nextMembers = next }

  /// Of the next row; after the last one there are rows without end, of which nothing is known.
  ///
  /// - Throws: what reading throws.
  package mutating func next() throws -> RowDetails {
    number += 1
    let members = try nextMembers?() ?? [:]
    let id = members["id"].flatMap { $0.isNull ? nil : $0 }
    return RowDetails(id: id ?? JSONValue(number), members: members)
  }
}
