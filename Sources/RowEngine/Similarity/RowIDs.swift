import FileSystem
import Wire

/// The ids of a matrix's rows, one JSON value a line, in a file beside it.
struct RowIDs {
  private let path: String

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

  private func ids(of rows: Set<Int>) throws -> [Int: JSONValue] {
    let file = try ReadableFile(path)
    var reader = RowReader(.lines) {
      var block = [UInt8](repeating: 0, count: 256 << 10)
      let count = try block.withUnsafeMutableBytes { try file.fill($0) }
      block.removeSubrange(count...)
      return block
    }
    var ids: [Int: JSONValue] = [:]
    while ids.count < rows.count, let row = try reader.next() {
      guard rows.contains(row.number) else { continue }
      // A list that was written by hand has plain texts.
      if case .text(let text) = row.content {
        ids[row.number] = (try? JSONValue(decoding: text)) ?? .string(text)
      }
    }
    return ids
  }
}
