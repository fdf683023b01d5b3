import ModelsAPI
import Wire

/// Finds the fields of requests that are understood and have no counterpart here.
struct UnreadFields {
  /// They say nothing about the answer's content, so leaving them out is not worth a word.
  private static let silent: Set<String> = [
    "metadata", "prediction", "prompt_cache_key", "prompt_cache_retention", "safety_identifier",
    "service_tier", "store", "user",
  ]

  private let read: Set<String>
  /// The objects of which members are read one by one.
  private let objects: Set<String>
  private let rows: [ClientField.Row]

  /// - Parameters:
  ///   - read: the fields that somebody reads, with dots where they stand inside of objects: `text.format`.
  ///   - rows: the fields that say settings, which are read too.
  init(except read: Set<String>, _ rows: [ClientField.Row] = []) {
    self.read = read.union(rows.flatMap(\.field.names))
    self.rows = rows
    objects = Set(
      self.read.flatMap { name in
        name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
      })
  }

  /// The fields that nobody reads, and those with a word that nobody knows, for `X-Sfmodels-Ignored`.
  func names(in fields: BodyFields) -> [String] {
    unread(in: fields.object) + rows.filter { isUnknown($0, in: fields.object) }.map(\.field.name)
  }

  private func unread(in object: JSONObject, _ path: String = "") -> [String] {
    object.members.flatMap { member -> [String] in
      let name = path + member.name
      if read.contains(name) { return [] }
      if objects.contains(name), let inner = member.value.object { return unread(in: inner, name + ".") }
      return member.value.isEmpty || Self.silent.contains(name) || !Self.isPlain(name) ? [] : [name]
    }
  }

  private func isUnknown(_ row: ClientField.Row, in object: JSONObject) -> Bool {
    let holder = row.field.objects.reduce(object as JSONObject?) { $0?[$1]?.object }
    return holder?[row.field.member]?.string.map(row.declaration.leavesOut) ?? false
  }

  /// Clients choose the names; a header must stay a list of words.
  static func isPlain(_ name: String) -> Bool {
    name.utf8.count <= 64
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }
  }
}
