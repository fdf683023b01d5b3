/// Writes bytes as `%XX` where a URL or form cannot hold them, and reads them back (RFC 3986 §2.1).
package enum PercentEncoding {
  /// Letters, digits and the kept characters stay.
  package static func encode(_ text: String, keeping kept: String, spaceAsPlus: Bool = false) -> String {
    let kept = Set(kept.utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if ASCII.isLetterOrDigit(byte) || kept.contains(byte) {
        bytes.append(byte)
      } else if spaceAsPlus && byte == UInt8(ascii: " ") {
        bytes.append(UInt8(ascii: "+"))
      } else {
        bytes += [UInt8(ascii: "%"), ASCII.upperHexDigit(byte >> 4), ASCII.upperHexDigit(byte & 15)]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One segment of a path: the unreserved characters of RFC 3986 §2.3 stay.
  package static func encodePathSegment(_ text: String) -> String {
    encode(text, keeping: "-._~")
  }

  /// The text with its escapes resolved; what is no escape stays as it is.
  package static func decode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = ASCII.hexValue(of: bytes[index + 1]), let low = ASCII.hexValue(of: bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
