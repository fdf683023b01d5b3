package import Wire

/// An answer of the REST API to a query: some of its records, and where the others are.
///
/// Source: REST API Developer Guide, "Query".
package struct QueryPage: Sendable {
  /// Of the whole query.
  package let totalSize: Count
  /// As the org wrote them.
  let records: [JSONObject]
  /// The path of the next page; `nil` behind the last one.
  package let next: String?

  /// - Throws: ``QueryFailure/otherShape(missing:)``.
  init(_ json: JSONValue) throws(QueryFailure) {
    guard let total = json["totalSize"]?.count else { throw .otherShape(missing: "totalSize") }
    guard let records = json["records"]?.array else { throw .otherShape(missing: "records") }
    totalSize = total
    self.records = records.compactMap(\.object)
    let next = json["nextRecordsUrl"]?.string
    guard json["done"]?.bool == false else {
      self.next = nil
      return
    }
    guard let next, next.hasPrefix("/services/data/"),
      next.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "#") })
    else { throw .otherShape(missing: "nextRecordsUrl") }
    self.next = next
  }

  /// Each record as a row with one text for each column, as the Bulk API would give it; `null` is an empty text.
  ///
  /// - Parameter columns: as the query names them; `nil`: what the records bring.
  /// - Throws: ``QueryFailure/childrenCutOff(_:)``.
  package func rows(_ columns: [String]?) throws(QueryFailure) -> [JSONObject] {
    var rows: [JSONObject] = []
    rows.reserveCapacity(records.count)
    let paths = columns?.map { name in (name: name, path: name.split(separator: ".").map(PathName.init)) }
    for record in records {
      var members: [JSONObject.Member] = []
      if let paths {
        for (name, path) in paths {
          let value = Self.value(at: path, in: record)
          members.append(.init(name, .string(try Self.text(value, of: name))))
        }
      } else {
        try Self.flatten(record, below: "", into: &members)
      }
      rows.append(JSONObject(members))
    }
    return rows
  }

  /// What a path leads to; names are of letters of either case, and the object's own name may stand before them.
  private static func value(at path: [PathName], in record: JSONObject) -> JSONValue {
    var value = JSONValue.object(record)
    for (index, name) in path.enumerated() {
      guard let object = value.object else { return .null }
      guard let member = object.members.last(where: { name.isName($0.name) }) else {
        // `Case.Subject` is the subject of the case itself, and `c.Subject` with an alias.
        if index == 0, path.count > 1 { continue }
        return .null
      }
      value = member.value
    }
    return value
  }

  private static func text(_ value: JSONValue, of name: String) throws(QueryFailure) -> String {
    switch value {
    case .null: return ""
    case .string(let text): return text
    case .bool, .number: return value.text
    case .array, .object:
      if let records = value["records"]?.array {
        guard value["done"]?.bool != false else { throw .childrenCutOff(name) }
        return JSONValue.array(records.map(plain)).text
      }
      return plain(value).text
    }
  }

  private static func flatten(
    _ record: JSONObject, below prefix: String, into members: inout [JSONObject.Member]
  ) throws(QueryFailure) {
    for member in record.members where member.name != "attributes" {
      if case .object(let parent) = member.value, parent["attributes"] != nil {
        try flatten(parent, below: "\(prefix)\(member.name).", into: &members)
      } else {
        members.append(.init(prefix + member.name, .string(try text(member.value, of: member.name))))
      }
    }
  }

  /// Without what the org says of records beside their fields.
  private static func plain(_ value: JSONValue) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return .object(
      JSONObject(
        object.members.filter { $0.name != "attributes" }.map { .init($0.name, plain($0.value)) }))
  }
}

/// A name of a path, which stands for the same in letters of either case.
private struct PathName {
  private let text: String
  private let lowercased: String

  init(_ text: Substring) {
    (self.text, lowercased) = (String(text), text.lowercased())
  }

  /// Most names are spelled as the org spells them.
  func isName(_ other: String) -> Bool {
    other == text || (other.utf8.count == lowercased.utf8.count && other.lowercased() == lowercased)
  }
}
