import Wire

/// The fields that a document knows for an object, and for the objects in them; to find those that it does not.
struct KnownFields: Sendable {
  private let names: Set<String>
  private let inner: [String: KnownFields]

  init(_ names: Set<String>, _ inner: [String: KnownFields] = [:]) {
    self.names = names.union(inner.keys)
    self.inner = inner
  }

  /// The unknown fields, as `messages[].tool_calls`, each once.
  func unknown(in object: JSONObject) -> [String] {
    var found: [String] = []
    collect(object, "", &found)
    return found
  }

  private func collect(_ object: JSONObject, _ path: String, _ found: inout [String]) {
    for member in object.members {
      let name = path + member.name
      if !names.contains(member.name), !found.contains(name) { found.append(name) }
      guard let fields = inner[member.name] else { continue }
      if let part = member.value.object { fields.collect(part, name + ".", &found) }
      for part in (member.value.array ?? []).compactMap(\.object) {
        fields.collect(part, name + "[].", &found)
      }
    }
  }
}
