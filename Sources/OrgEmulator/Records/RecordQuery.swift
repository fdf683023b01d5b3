import FoundationEssentials
import Wire

/// A query whose names the org knows: which records it finds, and how they are written.
struct RecordQuery: Sendable {
  /// A field of the object, or of a parent of its records.
  struct Column: Sendable {
    /// As it is asked for: `Account.Name`.
    let name: String
    /// `nil` for a field of the object itself.
    let reference: FieldSchema?
    let owner: ObjectSchema
    let field: FieldSchema
  }

  let object: ObjectSchema
  /// Empty for `COUNT()`.
  let columns: [Column]
  let isCount: Bool
  let hasOffset: Bool
  /// Whether it asks for `FIELDS()`.
  let hasFieldGroups: Bool
  private let records: RecordGenerator
  private let filter: (@Sendable (Int) -> Bool)?
  private let order: [(column: Column, order: SOQLQuery.Sorting)]
  private let limit: Int?
  private let offset: Int

  /// - Throws: ``SOQLError`` for what cannot be read, and for names that the org does not know.
  init(_ text: String, now: Date, records: RecordGenerator) throws(SOQLError) {
    var parser = try SOQLParser(text, now: now)
    let query = try parser.parse()
    let binder = try RecordQueryBinder(query, text: text, records: records)
    object = binder.object
    self.records = records
    isCount = query.selection == .count
    columns = try binder.columns(query)
    hasFieldGroups = binder.hasFieldGroups(query)
    if let condition = query.condition { filter = try binder.filter(condition) } else { filter = nil }
    var order: [(column: Column, order: SOQLQuery.Sorting)] = []
    for wanted in query.order { order.append((try binder.sortable(wanted.path), wanted)) }
    self.order = order
    limit = query.limit
    (hasOffset, offset) = (query.offset != nil, query.offset ?? 0)
    guard offset <= 2000 else {
      throw SOQLError("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000")
    }
    if hasFieldGroups, limit ?? 201 > 200 {
      throw SOQLError("MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200")
    }
  }

  /// The numbers of the records that it finds, in order.
  func rows() -> QueryRows {
    let count = records.count(of: object)
    guard filter != nil || !order.isEmpty else {
      let start = min(offset, count)
      return .range(start..<min(count, limit.map { start + min($0, count) } ?? count))
    }
    var rows = (0..<count).filter { filter?($0) ?? true }
    if !order.isEmpty { sort(&rows) }
    return .listed(rows.dropFirst(offset).prefix(limit ?? rows.count).map { Int32($0) })
  }

  private func sort(_ rows: inout [Int]) {
    let keys = Dictionary(
      uniqueKeysWithValues: rows.map { row in (row, order.map { value($0.column, row) }) })
    rows.sort { left, right in
      let pairs = zip(zip(keys[left] ?? [], keys[right] ?? []), order)
      for ((one, other), column) in pairs where one != other {
        if one == .null || other == .null { return (one == .null) != column.order.hasNullsLast }
        if one.precedes(other) != other.precedes(one) {
          return one.precedes(other) != column.order.isDescending
        }
      }
      return left < right
    }
  }

  /// What stands in a column of a record.
  func value(_ column: Column, _ row: Int) -> RecordValue {
    records.value(of: column, in: object, row)
  }

  /// A record as the REST API writes it, parents as objects of their own.
  func json(_ row: Int, version: String) -> JSONValue {
    var record: JSONObject = ["attributes": attributes(object, row, version)]
    for column in columns {
      guard let reference = column.reference, let parent = reference.parent else {
        record[column.field.name] = value(column, row).json
        continue
      }
      guard let number = records.parent(reference, of: row) else {
        record[parent.relationship] = .null
        continue
      }
      var object =
        record[parent.relationship]?.object ?? ["attributes": attributes(column.owner, number, version)]
      object[column.field.name] = value(column, row).json
      record[parent.relationship] = .object(object)
    }
    return .object(record)
  }

  private func attributes(_ object: ObjectSchema, _ row: Int, _ version: String) -> JSONValue {
    let id = RecordID.text(row, prefix: object.keyPrefix)
    return [
      "type": .string(object.name),
      "url": .string("/services/data/\(version)/sobjects/\(object.name)/\(id)"),
    ]
  }
}

extension RecordGenerator {
  /// What stands in a column of a record of the object.
  func value(of column: RecordQuery.Column, in object: ObjectSchema, _ row: Int) -> RecordValue {
    guard let reference = column.reference else { return value(of: column.field, in: object, row) }
    guard let parent = parent(reference, of: row) else { return .null }
    return value(of: column.field, in: column.owner, parent)
  }
}

/// The numbers of records: a stretch of all, or some in an order of their own.
enum QueryRows: Sendable {
  case range(Range<Int>)
  case listed([Int32])

  var count: Int {
    switch self {
    case .range(let range): range.count
    case .listed(let rows): rows.count
    }
  }

  subscript(index: Int) -> Int {
    switch self {
    case .range(let range): range.lowerBound + index
    case .listed(let rows): Int(rows[index])
    }
  }
}
