import Wire

/// A JSON object with a vector, as `embed` writes it: `{"id":…,"text":…,"embedding":[…]}`.
struct VectorObject {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Its numbers, not yet read; `nil` where it has none.
  var vector: JSONVector? {
    var reader = JSONReader(bytes)
    var found: (range: Range<Int>, count: Int, areFloats: Bool)?
    do {
      try reader.object { (name, reader) throws(JSONError) in
        if name == "embedding" { found = try reader.numbers() }
      }
      try reader.end()
      return found.map { JSONVector(json: bytes[$0.range], count: $0.count) }
    } catch {
      return nil
    }
  }

  /// Whether it is an object that has none: the member is null, or missing.
  var lacksVector: Bool {
    var reader = JSONReader(bytes)
    var lacks = true
    do {
      try reader.object { (name, reader) throws(JSONError) in
        if name == "embedding" { lacks = try reader.value().isNull }
      }
      try reader.end()
      return lacks
    } catch {
      return false
    }
  }

  /// Everything else; nothing of what is no object.
  var members: JSONObject {
    var reader = JSONReader(bytes)
    var members: [JSONObject.Member] = []
    // Whoever asks has had the vector out of it.
    try? reader.object { (name, reader) throws(JSONError) in
      if name != "embedding" { members.append(.init(name.text, try reader.value())) }
    }
    return JSONObject(members)
  }
}
