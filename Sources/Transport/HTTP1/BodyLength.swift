import HTTPTypes

/// How the end of a message's body is found (RFC 9112 §6.3).
enum BodyLength: Equatable {
  case known(Int)
  case chunked
  case untilClose

  /// What the fields of a message say; `nil` when they say nothing.
  init?(_ fields: HTTPFields) throws(MessageFault) {
    let length = fields[.contentLength]
    guard let coding = fields[.transferEncoding] else {
      guard let length else { return nil }
      self = .known(try Self.number(length))
      return
    }
    // Both at once is how requests are smuggled past servers that heed only one of them.
    guard length == nil else { throw .malformed }
    guard coding.lowercased() == "chunked" else { throw .unknownCoding }
    self = .chunked
  }

  /// Several equal lengths are malformed too: nobody sends them in good faith.
  private static func number(_ text: String) throws(MessageFault) -> Int {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
      throw .malformed
    }
    return number
  }
}
