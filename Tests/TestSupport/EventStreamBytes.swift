/// Frames of an `application/vnd.amazon.eventstream` as tests write them, with a checksum of their own: bit by bit, and no
/// table.
package enum EventStreamBytes {
  /// A frame whose headers are texts.
  package static func frame(_ headers: [(String, String)], _ payload: some Sequence<UInt8>) -> [UInt8] {
    frame(headerBytes: headers.flatMap { text($0.0, $0.1) }, payload)
  }

  /// A frame whose headers are written already.
  package static func frame(headerBytes: [UInt8], _ payload: some Sequence<UInt8>) -> [UInt8] {
    let payload = Array(payload)
    let lengths = number(headerBytes.count + payload.count + 16, 4) + number(headerBytes.count, 4)
    let begun = lengths + number(Int(checksum(lengths)), 4) + headerBytes + payload
    return begun + number(Int(checksum(begun)), 4)
  }

  /// A header whose value is a text.
  package static func text(_ name: String, _ value: String) -> [UInt8] {
    [UInt8(name.utf8.count)] + name.utf8 + [7] + number(value.utf8.count, 2) + value.utf8
  }

  /// The frame of an event whose JSON this is, as Bedrock sends it.
  package static func chunk(_ json: String) -> [UInt8] {
    frame(
      [(":event-type", "chunk"), (":content-type", "application/json"), (":message-type", "event")],
      #"{"bytes":"\#(base64(Array(json.utf8)))","p":"abcd"}"#.utf8)
  }

  /// The frame in the place of an event that tells of a failure.
  package static func exception(_ type: String, _ payload: String) -> [UInt8] {
    frame(
      [(":exception-type", type), (":content-type", "application/json"), (":message-type", "exception")],
      payload.utf8)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { rest, byte in
      (0..<8).reduce(rest ^ UInt32(byte)) { rest, _ in (rest >> 1) ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
      text += (0...group.count).map { String(alphabet[bits >> (18 - 6 * $0) & 63]) }.joined()
      text += String(repeating: "=", count: 3 - group.count)
    }
    return text
  }
}
