/// Appends a stream of events to bytes.
package struct ServerSentEventWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Writes one event; an event called `message` needs no name on the wire.
  package mutating func event(_ name: String = "message", data: some Sequence<UInt8>, id: String? = nil) {
    if name != "message" { field("event", name.utf8) }
    if let id { field("id", id.utf8) }
    for line in Self.lines(of: Array(data)) { field("data", line) }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes what readers pass over: it keeps a silent connection open.
  package mutating func comment(_ text: String) {
    field("", text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  // A line break would end the field, so only data, which has a way to say it, may hold one.
  private mutating func field(_ name: String, _ value: some Sequence<UInt8>) {
    bytes += name.utf8
    bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
    bytes += value.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The lines between line feeds, carriage returns, and pairs of both.
  private static func lines(of data: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = data[...]
    while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      lines.append(rest[..<end])
      rest = rest[(end + (rest[end...].starts(with: "\r\n".utf8) ? 2 : 1))...]
    }
    return lines + [rest]
  }
}
