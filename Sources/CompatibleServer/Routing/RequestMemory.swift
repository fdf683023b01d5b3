/// What a request's body becomes in memory, beside its own bytes.
enum RequestMemory {
  /// A value of JSON, with the space that arrays keep for more.
  private static let value = 48

  /// Bytes that a body's values take, and what is written of them for the upstream. Counted without reading it.
  static func bytes(of body: [UInt8]) -> Int {
    body.count * (CompatibleServer.Limits.memoryFactor - 1) + values(in: body) * value
  }

  /// How many values a JSON text holds, by what stands between them.
  private static func values(in body: [UInt8]) -> Int {
    var (count, isString, index) = (0, false, 0)
    let bytes = body.span
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): isString.toggle()
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"): if !isString { count += 1 }
      default: break
      }
      index += 1
    }
    return count
  }
}
