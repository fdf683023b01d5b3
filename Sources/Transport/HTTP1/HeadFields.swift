import HTTPTypes
import NIOCore

/// Reads a head's first line and its fields, strictly: what two servers could read differently is refused.
///
/// Most messages of a connection have the same field names in the same order, so the names of the last head are kept.
struct HeadFields {
  private var names: [HTTPField.Name] = []

  /// - Parameter firstLine: reads the line without its end.
  mutating func read<FirstLine>(
    _ head: ByteBuffer, firstLine: (UnsafeRawBufferPointer) throws(MessageFault) -> FirstLine
  ) throws(MessageFault) -> (FirstLine, HTTPFields) {
    do {
      return try head.withUnsafeReadableBytes { bytes in
        var rest = bytes[...]
        let first = try firstLine(UnsafeRawBufferPointer(rebasing: try Self.nextLine(&rest)))
        return (first, try fields(&rest))
      }
    } catch {
      throw error as? MessageFault ?? .malformed
    }
  }

  private mutating func fields(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(MessageFault) -> HTTPFields
  {
    var fields = HTTPFields()
    fields.reserveCapacity(names.count + 2)
    while !rest.isEmpty {
      let line = try Self.nextLine(&rest)
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .malformed }
      let name = try name(UnsafeRawBufferPointer(rebasing: line[..<colon]), at: fields.count)
      let value = Self.trimmed(line[(colon + 1)...])
      fields.append(HTTPField(name: name, value: String(decoding: value, as: UTF8.self)))
    }
    return fields
  }

  private mutating func name(_ bytes: UnsafeRawBufferPointer, at index: Int) throws(MessageFault)
    -> HTTPField.Name
  {
    if index < names.count, Self.isEqual(names[index].rawName, bytes) { return names[index] }
    guard let name = HTTPField.Name(String(decoding: bytes, as: UTF8.self)) else { throw .malformed }
    names.removeSubrange(min(index, names.count)...)
    names.append(name)
    return name
  }

  private static func isEqual(_ name: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var name = name
    return name.withUTF8 { $0.elementsEqual(bytes) }
  }

  /// The line up to its CR LF; a control character in it is malformed, so a lone CR or LF is too.
  private static func nextLine(
    _ rest: inout Slice<UnsafeRawBufferPointer>
  ) throws(MessageFault) -> Slice<UnsafeRawBufferPointer> {
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] >= 0x20 || rest[end] == 0x09, rest[end] != 0x7F { end += 1 }
    let line = rest[..<end]
    guard end < rest.endIndex else {
      rest = rest[end...]
      return line
    }
    guard rest[end] == 13, end + 1 < rest.endIndex, rest[end + 1] == 10 else { throw .malformed }
    rest = rest[(end + 2)...]
    return line
  }

  private static func trimmed(_ value: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var value = value
    while value.first == 0x20 || value.first == 0x09 { value.removeFirst() }
    while value.last == 0x20 || value.last == 0x09 { value.removeLast() }
    return value
  }
}
