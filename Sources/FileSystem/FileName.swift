/// Names of files that need not be text: Linux knows bytes only.
///
/// As text, each byte that fits nowhere in UTF-8 is a scalar for private use, U+10FE00 and the byte, so that the name can
/// go wherever texts go and leads back to the same bytes.
package enum FileName {
  private static let bytes = 0x10FE80...0x10FEFF as ClosedRange<UInt32>

  /// A name, or any other argument of a process, as text.
  package static func text(of name: some Collection<UInt8>) -> String {
    if let text = String(validating: name, as: UTF8.self), isUTF8(text) { return text }
    var text = String.UnicodeScalarView()
    var rest = Array(name)[...]
    while let first = rest.first {
      let scalar = (1...4).lazy.compactMap { Self.scalar(in: rest.prefix($0)) }.first
      text.append(scalar ?? Unicode.Scalar(first, below: bytes))
      rest.removeFirst(scalar.map { UTF8.width($0) } ?? 1)
    }
    return String(text)
  }

  /// One whole scalar that stands for itself.
  private static func scalar(in bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let text = String(validating: bytes, as: UTF8.self), isUTF8(text),
      text.unicodeScalars.count == 1
    else { return nil }
    return text.unicodeScalars.first
  }

  /// Whether the bytes of the name are the text's own.
  package static func isUTF8(_ text: String) -> Bool {
    // Few texts have a scalar of this plane.
    !text.utf8.contains(0xF4) || !text.unicodeScalars.contains { bytes.contains($0.value) }
  }

  /// The bytes that the name stands for.
  package static func bytes(of text: String) -> [UInt8] {
    guard !isUTF8(text) else { return Array(text.utf8) }
    return text.unicodeScalars.flatMap { scalar -> [UInt8] in
      bytes.contains(scalar.value)
        ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(String(Character(scalar)).utf8)
    }
  }

  /// For people: `<FF>` for a byte that is no text.
  package static func visible(_ text: String) -> String {
    guard !isUTF8(text) else { return text }
    return text.unicodeScalars.map { scalar in
      bytes.contains(scalar.value)
        ? "<\(String(scalar.value & 0xFF, radix: 16, uppercase: true))>" : String(Character(scalar))
    }.joined()
  }

  /// Calls with the name as the system wants it, terminated by a zero.
  package static func withPath<Result>(
    _ text: String, _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    guard !isUTF8(text) else { return try text.withCString(body) }
    return try (bytes(of: text) + [0]).withUnsafeBufferPointer { name in
      try name.withMemoryRebound(to: CChar.self) { try body($0.baseAddress.unsafelyUnwrapped) }
    }
  }
}

extension Unicode.Scalar {
  /// - Parameter byte: 0x80 or more.
  fileprivate init(_ byte: UInt8, below range: ClosedRange<UInt32>) {
    self = Unicode.Scalar(range.lowerBound - 0x80 + UInt32(byte)) ?? "\u{FFFD}"
  }
}
