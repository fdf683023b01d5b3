import FileSystem
import RowEngine
import Wire

/// Finds the text of a row and the id its vector will be known by.
struct TextFields: Sendable {
  /// Must be there when it was asked for.
  let idField: String?
  let text: RowText
  /// Whether rows are records of the org, whose ids are theirs by themselves.
  var areRecords = false
  /// The ids of rows behind the operands.
  var operands = 0
  var files: [String] = []

  func item(_ row: Row) -> RowItem<String> {
    var item = RowItem<String>(
      number: row.number, id: name(of: row), content: .failure(RowProblem.empty), size: 0)
    do throws(RowProblem) {
      let text: String
      switch row.content {
      case .unusable(let problem): throw problem
      case .text(let whole): text = whole
      case .record(let record):
        item.record = record
        item.id = try id(of: record) ?? item.id
        text = try self.text.value(in: record)
      }
      guard !text.isEmpty else { throw .empty }
      item.content = .success(text)
      item.size = text.utf8.count
    } catch {
      item.content = .failure(error)
    }
    return item
  }

  /// What a row is known by that brings no id of its own.
  private func name(of row: Row) -> JSONValue {
    let index = row.number - operands - 1
    return files.indices.contains(index) ? .string(FileName.visible(files[index])) : JSONValue(row.number)
  }

  private func id(of record: JSONObject) throws(RowProblem) -> JSONValue? {
    let name = idField ?? (areRecords ? record.recordIDName : nil) ?? "id"
    switch record[name] {
    case .string(let text): return .string(text)
    case .number(let digits): return .number(digits)
    case nil, .null:
      guard idField == nil else { throw .missingField(name) }
      return nil
    case .bool, .array, .object: throw .wrongType(field: name, wanted: "a string or a number")
    }
  }
}
