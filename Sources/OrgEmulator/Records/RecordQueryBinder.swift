/// Looks up what a query names.
struct RecordQueryBinder {
  let object: ObjectSchema
  private let query: SOQLQuery
  private let text: String
  private let records: RecordGenerator

  /// - Throws: ``SOQLError`` for an object that the org does not have.
  init(_ query: SOQLQuery, text: String, records: RecordGenerator) throws(SOQLError) {
    let name = query.object.text
    guard let object = ObjectSchema.all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw .unknownObject(name, in: text, at: query.object.offset)
    }
    (self.object, self.query, self.text, self.records) = (object, query, text, records)
  }

  func hasFieldGroups(_ query: SOQLQuery) -> Bool {
    guard case .fields(let items) = query.selection else { return false }
    return items.contains { if case .group = $0 { true } else { false } }
  }

  func columns(_ query: SOQLQuery) throws(SOQLError) -> [RecordQuery.Column] {
    guard case .fields(let items) = query.selection else { return [] }
    var columns: [RecordQuery.Column] = []
    for item in items {
      switch item {
      case .field(let path):
        let column = try column(path)
        guard !columns.contains(where: { $0.name.lowercased() == column.name.lowercased() }) else {
          throw SOQLError(
            "MALFORMED_QUERY",
            SOQLError.marked("duplicate field selected: \(column.name)", in: text, at: path.offset))
        }
        columns.append(column)
      case .group(let group, let offset): columns += try self.group(group, at: offset)
      }
    }
    return columns
  }

  private func group(_ name: String, at offset: Int) throws(SOQLError) -> [RecordQuery.Column] {
    guard ["ALL", "STANDARD", "CUSTOM"].contains(name) else {
      throw SOQLError(malformed: "unexpected token: '\(name)'", in: text, at: offset)
    }
    return object.fields.filter { field in
      name == "ALL" || (name == "CUSTOM") == field.name.hasSuffix("__c")
    }.map { RecordQuery.Column(name: $0.name, reference: nil, owner: object, field: $0) }
  }

  /// - Throws: ``SOQLError`` for a field or a relationship that is not there.
  func column(_ path: SOQLQuery.Path) throws(SOQLError) -> RecordQuery.Column {
    var parts = path.parts
    let own = [object.name, query.alias].compactMap { $0?.lowercased() }
    if parts.count > 1, own.contains(parts[0].lowercased()) { parts.removeFirst() }
    guard parts.count > 1 else {
      let name = parts.first ?? path.text
      guard let field = object.field(named: name) else {
        throw .unknownField(name, of: object, in: text, at: path.offset)
      }
      return RecordQuery.Column(name: field.name, reference: nil, owner: object, field: field)
    }
    guard parts.count == 2, let reference = object.reference(named: parts[0]), let parent = reference.parent,
      let owner = ObjectSchema.all.first(where: { $0.name == parent.object })
    else {
      throw SOQLError(
        "INVALID_FIELD",
        SOQLError.marked(
          "Didn't understand relationship '\(parts[0])' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.",
          in: text, at: path.offset))
    }
    guard let field = owner.field(named: parts[1]) else {
      throw .unknownField(parts[1], of: owner, in: text, at: path.offset)
    }
    return RecordQuery.Column(
      name: "\(parent.relationship).\(field.name)", reference: reference, owner: owner, field: field)
  }

  func sortable(_ path: SOQLQuery.Path) throws(SOQLError) -> RecordQuery.Column {
    let column = try column(path)
    guard column.field.isFilterable else {
      throw SOQLError(
        "INVALID_FIELD",
        SOQLError.marked(
          "field '\(column.field.name)' can not be sorted in a query call", in: text, at: path.offset))
    }
    return column
  }
}

extension RecordQueryBinder {
  /// Whether a record of this number passes.
  func filter(_ condition: SOQLQuery.Condition) throws(SOQLError) -> @Sendable (Int) -> Bool {
    switch condition {
    case .not(let inner):
      let inner = try filter(inner)
      return { !inner($0) }
    case .all(let parts):
      let parts = try filters(parts)
      return { row in parts.allSatisfy { $0(row) } }
    case .any(let parts):
      let parts = try filters(parts)
      return { row in parts.contains { $0(row) } }
    case .like(let path, let raw):
      let (value, pattern) = (try filterable(path, [.text("")]), LikePattern(raw))
      return { row in if case .text(let text) = value(row) { pattern.matches(text) } else { false } }
    case .among(let path, let literals, let isNegated):
      let (value, isID) = (try filterable(path, literals), try self.isID(path))
      return { row in
        let value = value(row)
        return literals.contains { Self.compare(value, .equal, $0, isID: isID) } != isNegated
      }
    case .comparison(let path, let comparator, let literal):
      let (value, isID) = (try filterable(path, [literal]), try self.isID(path))
      return { Self.compare(value($0), comparator, literal, isID: isID) }
    }
  }

  private func filters(_ parts: [SOQLQuery.Condition]) throws(SOQLError) -> [@Sendable (Int) -> Bool] {
    var filters: [@Sendable (Int) -> Bool] = []
    for part in parts { filters.append(try filter(part)) }
    return filters
  }

  private func isID(_ path: SOQLQuery.Path) throws(SOQLError) -> Bool {
    let kind = try column(path).field.kind
    return kind == .id || kind == .reference
  }

  /// The values of a field that may be compared with these.
  private func filterable(
    _ path: SOQLQuery.Path, _ literals: [SOQLQuery.Literal]
  ) throws(SOQLError) -> @Sendable (Int) -> RecordValue {
    let column = try column(path)
    guard column.field.isFilterable else {
      throw wrong("field '\(column.field.name)' can not be filtered in a query call", at: path)
    }
    for literal in literals where !literal.fits(column.field.kind) {
      let quotes =
        column.field.kind.isText ? "should be enclosed in quotes" : "should not be enclosed in quotes"
      throw wrong(
        "value of filter criterion for field '\(column.field.name)' must be of type \(column.field.kind.rawValue) and \(quotes)",
        at: path)
    }
    let (object, records) = (object, records)
    return { row in records.value(of: column, in: object, row) }
  }

  private func wrong(_ message: String, at path: SOQLQuery.Path) -> SOQLError {
    SOQLError("INVALID_FIELD", SOQLError.marked(message, in: text, at: path.offset))
  }

  private static func compare(
    _ value: RecordValue, _ comparator: SOQLQuery.Operator, _ literal: SOQLQuery.Literal, isID: Bool
  ) -> Bool {
    if comparator == .unequal { return !compare(value, .equal, literal, isID: isID) }
    switch (value, literal) {
    case (.time(let time), .time(let span)): return compare(time, comparator, span)
    case (.number(let number), .number(let other)): return compare(Double(number), comparator, other)
    case (.text(let text), .text(let other)):
      if comparator == .equal { return value.equals(.text(other), isID: isID) }
      return compare(text.lowercased(), comparator, other.lowercased())
    case (.flag(let flag), .flag(let other)): return comparator == .equal && flag == other
    case (.null, .null): return comparator == .equal
    default: return false
    }
  }

  private static func compare(_ time: Int, _ comparator: SOQLQuery.Operator, _ span: SOQLTimeSpan) -> Bool {
    let last = max(span.start, span.end - 1)
    return switch comparator {
    case .equal: span.start...last ~= time
    case .unequal: !(span.start...last ~= time)
    case .less: time < span.start
    case .notMore: time <= last
    case .more: time > last
    case .notLess: time >= span.start
    }
  }

  private static func compare<Value: Comparable>(
    _ left: Value, _ comparator: SOQLQuery.Operator, _ right: Value
  ) -> Bool {
    switch comparator {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .notMore: left <= right
    case .more: left > right
    case .notLess: left >= right
    }
  }
}

extension SOQLQuery.Literal {
  /// Whether a field of the kind may be compared with it.
  fileprivate func fits(_ kind: FieldSchema.Kind) -> Bool {
    switch self {
    case .null: true
    case .text: kind.isText
    case .number: kind == .int || kind == .currency
    case .flag: kind == .boolean
    case .time: kind == .datetime
    }
  }
}
