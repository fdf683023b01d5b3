import FileSystem
import Wire

/// The ids of a matrix's rows, one JSON value a line, in a file beside it.
struct RowIDs {
  private let path: String

  /// - Parameter path: of the matrix.
  init(besides path: String) {
    self.path = path + ".ids"
  }

  /// The same with the ids of the file; where there is none, a row's id is its number.
  func naming(_ lists: [[Neighbour]]) throws -> [[Neighbour]] {
    guard FileFacts(of: path) != nil else { return lists }
    let ids = try ids(of: Set(lists.joined().map(\.row)))
    return lists.map { list in
      list.map { neighbour in
        var neighbour = neighbour
        neighbour.id = ids[neighbour.row] ?? neighbour.id
        return neighbour
      }
    }
  }

  /// Reads the ids one after another, `nil` where there are none; one that is missing is `null`.
  ///
  /// - Throws: ``VectorFileFailure``.
  func makeReader() throws -> (() throws -> JSONValue?)? {
    guard FileFacts(of: path) != nil else { return nil }
    var reader = try rows
    return {
      guard let row = try reader.next() else { return nil }
      return Self.id(row) ?? .null
    }
  }

  private func ids(of wanted: Set<Int>) throws -> [Int: JSONValue] {
    var reader = try rows
    var ids: [Int: JSONValue] = [:]
    while ids.count < wanted.count, let row = try reader.next() {
      guard wanted.contains(row.number) else { continue }
      ids[row.number] = Self.id(row)
    }
    return ids
  }

  private var rows: RowReader {
    get throws {
      let file = try ReadableFile(path)
      return RowReader(.lines) {
        var block = [UInt8](repeating: 0, count: 256 << 10)
        let count = try block.withUnsafeMutableBytes { try file.fill($0) }
        block.removeSubrange(count...)
        return block
      }
    }
  }

  private static func id(_ row: Row) -> JSONValue? {
    guard case .text(let text) = row.content else { return nil }
    // A list that was written by hand has plain texts.
    return (try? JSONValue(decoding: text)) ?? .string(text)
  }
}
