/// A message of an AWS event stream.
///
/// Source: AWS, "Event Stream Encoding": two lengths and their checksum, the headers, the payload, a checksum of all,
/// numbers with the greatest byte first; all headers here are strings (type 7).
struct EventStreamFrame: Equatable, Sendable {
  var headers: [Header]
  var payload: [UInt8]

  struct Header: Equatable, Sendable {
    var name: String
    var value: String
  }

  /// An event of the model, which travels in base64.
  static func chunk(_ event: [UInt8]) -> EventStreamFrame {
    EventStreamFrame(
      headers: [
        Header(name: ":event-type", value: "chunk"),
        Header(name: ":content-type", value: "application/json"),
        Header(name: ":message-type", value: "event"),
      ], payload: NativePayload(event: event).bytes)
  }

  /// An exception that ends the stream.
  static func exception(_ type: String, _ payload: [UInt8]) -> EventStreamFrame {
    EventStreamFrame(
      headers: [
        Header(name: ":exception-type", value: type),
        Header(name: ":content-type", value: "application/json"),
        Header(name: ":message-type", value: "exception"),
      ], payload: payload)
  }

  var bytes: [UInt8] {
    let headers = headers.flatMap(Self.bytes)
    var message = Self.bigEndian(headers.count + payload.count + 16) + Self.bigEndian(headers.count)
    message += Self.checksum(message) + headers + payload
    return message + Self.checksum(message)
  }

  private static func bytes(of header: Header) -> [UInt8] {
    let (name, value) = (Array(header.name.utf8), Array(header.value.utf8))
    let length = [UInt8(value.count >> 8), UInt8(value.count & 0xFF)]
    return [UInt8(name.count)] + name + [7] + length + value
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    bigEndian(Int(CyclicRedundancyCheck.of(bytes)))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

/// The checksum of Ethernet and zip files (CRC-32, ISO 3309), one bit at a time turned into one byte at a time.
enum CyclicRedundancyCheck {
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
  }

  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { rest, byte in rest >> 8 ^ remainders[Int((rest ^ UInt32(byte)) & 0xFF)] }
  }
}
