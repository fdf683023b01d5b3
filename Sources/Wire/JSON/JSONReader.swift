/// Reads a JSON text piece by piece, as its caller asks for it, without building what nobody asked for.
///
/// The caller pulls: `try reader.object { name, reader in … }`; a member that is not read is skipped. Numbers come as
/// their digits. Follows RFC 8259; a byte order mark is passed over; the depth of nesting is bounded.
package struct JSONReader {
  /// What a value is, as its first byte tells.
  package enum Kind: Sendable { case null, bool, number, string, array, object }

  /// The whole text.
  package let bytes: [UInt8]
  /// The offset of the next byte to be read.
  package private(set) var position: Int
  private var depth = 0
  private let depthLimit: Int

  /// - Parameter depthLimit: how many arrays and objects may stand in each other.
  package init(_ bytes: [UInt8], depthLimit: Int = 256) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    position = hasMark ? 3 : 0
  }

  /// What kind of value comes next.
  ///
  /// - Throws: ``JSONError`` when nothing that begins a value is next.
  package mutating func kind() throws(JSONError) -> Kind {
    switch try peek() {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    case let byte: throw JSONError(.unexpected(byte), at: position)
    }
  }

  /// Reads `null`.
  ///
  /// - Throws: ``JSONError`` where something else stands.
  package mutating func null() throws(JSONError) { try word("null") }

  /// Reads `true` or `false`.
  ///
  /// - Throws: ``JSONError`` where something else stands.
  package mutating func bool() throws(JSONError) -> Bool {
    guard try peek() == UInt8(ascii: "t") else {
      try word("false")
      return false
    }
    try word("true")
    return true
  }

  /// Reads a number, as its digits.
  ///
  /// - Throws: ``JSONError`` where none stands.
  package mutating func number() throws(JSONError) -> String {
    _ = try peek()
    let start = position
    _ = try scan(JSONNumber.skip)
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads a string, its escapes resolved.
  ///
  /// - Throws: ``JSONError`` where none stands.
  package mutating func string() throws(JSONError) -> String {
    guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.expected("a string"), at: position) }
    return try scan(JSONString.read)
  }

  /// Reads an object member by member; the closure may read the member's value or leave it.
  ///
  /// - Throws: ``JSONError`` when no object is next, and what is thrown for a member.
  package mutating func object(
    _ member: (JSONMemberName, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enter(UInt8(ascii: "{"), "an object")
    defer { depth -= 1 }
    guard try peek() != UInt8(ascii: "}") else {
      position += 1
      return
    }
    repeat {
      let name = try name()
      try expect(UInt8(ascii: ":"), "':'")
      try element { (reader) throws(JSONError) in try member(name, &reader) }
    } while try goesOn(until: UInt8(ascii: "}"))
  }

  /// Reads an array element by element; the closure may read the element or leave it.
  ///
  /// - Throws: ``JSONError`` when no array is next, and what is thrown for an element.
  package mutating func array(
    _ element: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enter(UInt8(ascii: "["), "an array")
    defer { depth -= 1 }
    guard try peek() != UInt8(ascii: "]") else {
      position += 1
      return
    }
    repeat {
      try self.element(element)
    } while try goesOn(until: UInt8(ascii: "]"))
  }

  /// Passes over an array of numbers and tells where it stands, how many there are, and whether a 32-bit float can hold
  /// each of them.
  ///
  /// - Throws: ``JSONError`` when no array of numbers is next.
  package mutating func numbers() throws(JSONError) -> (range: Range<Int>, count: Int, areFloats: Bool) {
    _ = try peek()
    let start = position
    let room = depthLimit - depth
    let (count, areFloats) = try scan { (bytes, position) throws(JSONError) in
      try JSONScanner.numbers(bytes, from: &position, depth: room)
    }
    return (start..<position, count, areFloats)
  }

  /// Passes over the next value and tells where it stands in the bytes.
  ///
  /// - Throws: ``JSONError`` when no whole value is next.
  @discardableResult
  package mutating func skip() throws(JSONError) -> Range<Int> {
    _ = try peek()
    let start = position
    let room = depthLimit - depth
    try scan { (bytes, position) throws(JSONError) in
      try JSONScanner.value(bytes, from: &position, depth: room)
    }
    return start..<position
  }

  /// Nothing but white space may follow the value.
  ///
  /// - Throws: ``JSONError`` when something but white space follows.
  package mutating func end() throws(JSONError) {
    scan(JSONScanner.skipWhiteSpace)
    guard position == bytes.count else { throw JSONError(.trailingBytes, at: position) }
  }

  private mutating func name() throws(JSONError) -> JSONMemberName {
    guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.expected("a string"), at: position) }
    let bytes = bytes
    return try JSONString.name(in: bytes, bytes.span, from: &position)
  }

  // What the closure left unread is skipped, so that a reader of known members needs no default case.
  private mutating func element(_ read: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    _ = try peek()
    let start = position
    try read(&self)
    if position == start { try skip() }
  }

  private mutating func enter(_ bracket: UInt8, _ what: String) throws(JSONError) {
    guard try peek() == bracket else { throw JSONError(.expected(what), at: position) }
    guard depth < depthLimit else { throw JSONError(.tooDeep, at: position) }
    depth += 1
    position += 1
  }

  private mutating func goesOn(until bracket: UInt8) throws(JSONError) -> Bool {
    try scan { (bytes, position) throws(JSONError) in
      try JSONScanner.goesOn(bytes, until: bracket, from: &position)
    }
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws(JSONError) {
    guard try peek() == byte else { throw JSONError(.expected(what), at: position) }
    position += 1
  }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    _ = try peek()
    try scan { (bytes, position) throws(JSONError) in
      try JSONScanner.word(word, bytes, from: &position)
    }
  }

  /// The next byte that is no white space.
  private mutating func peek() throws(JSONError) -> UInt8 {
    try scan(JSONScanner.peek)
  }

  @inline(__always)
  private mutating func scan<Found, Failure: Error>(
    _ read: (Span<UInt8>, inout Int) throws(Failure) -> Found
  ) throws(Failure) -> Found {
    let bytes = bytes
    return try read(bytes.span, &position)
  }
}
