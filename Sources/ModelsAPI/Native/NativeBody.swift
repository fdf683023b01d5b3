package import Wire

/// A request's body as it was sent, and where in it its members stand: nothing is built of it, so that all that nobody
/// here understands can travel as it is.
package struct NativeBody {
  /// A member of an object.
  struct Member {
    /// Its escapes resolved; empty for one that is too long to be anybody's.
    let name: String
    /// Where its name's quote stands.
    let start: Int
    /// Where its value stands.
    let value: Range<Int>
    /// What is in it; `nil` for values of which nobody wants to know.
    let object: Object?
  }

  /// Where an object stands.
  struct Object {
    /// Its opening brace.
    let start: Int
    let members: [Member]
  }

  /// As they were sent.
  package let bytes: [UInt8]
  let object: Object

  /// Objects in which rules look for members.
  private static let opened: Set<String> = ["thinking", "output_config", "reasoning"]
  /// Bytes of a name that somebody here may know.
  private static let longestName = 64

  /// - Throws: ``JSONError`` where the bytes are no JSON, or no object.
  package init(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes)
    self.bytes = bytes
    object = try Self.object(&reader)
    try reader.end()
  }

  private static func object(_ reader: inout JSONReader) throws(JSONError) -> Object {
    _ = try reader.kind()
    let start = reader.position
    var end = start + 1
    var members: [Member] = []
    try reader.object { (name, reader) throws(JSONError) in
      let name = name.count <= longestName ? name.text : ""
      // Nothing but white space and a comma stands before a name.
      let quote = reader.bytes[end...].firstIndex(of: UInt8(ascii: "\"")) ?? end
      let isOpened = try reader.kind() == .object && opened.contains(name)
      let begin = reader.position
      let inner = isOpened ? try object(&reader) : nil
      let value = inner == nil ? try reader.skip() : begin..<reader.position
      members.append(Member(name: name, start: quote, value: value, object: inner))
      end = value.upperBound
    }
    return Object(start: start, members: members)
  }

  /// The value at a path of one name or two; of several members with one name the last counts. `nil` where there is
  /// none, or `null`.
  package func value(at path: String...) -> JSONValue? {
    var member: Member?
    var object: Object? = self.object
    for name in path {
      member = object?.members.last { $0.name == name }
      object = member?.object
    }
    guard let member, let value = try? JSONValue(decoding: Array(bytes[member.value])), !value.isNull else {
      return nil
    }
    return value
  }
}
