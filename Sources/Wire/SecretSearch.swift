/// What is known of secrets by their values.
struct SecretValues: Sendable {
  /// The ways in which they may be written.
  var spellings: Set<[UInt8]> = []
  /// What stands for certain in the base64 of each.
  var base64: Set<[UInt8]> = []
}

/// Finds where in a text secrets stand.
struct SecretSearch {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The occurrences of all secrets: these values, and whatever looks like one.
  func ranges(of values: SecretValues) -> RangeSet<Int> {
    var ranges = RangeSet<Int>()
    DecodedText(bytes).forEachReading { reading in
      let search = SecretSearch(reading.bytes)
      let found = search.occurrences(of: values) + search.webTokens
      ranges.formUnion(RangeSet(found.map(reading.source)))
    }
    // Names and schemes may be written either way.
    let lowercased = bytes.map(ASCII.lowercased)
    ranges.formUnion(RangeSet(members(in: lowercased)))
    ranges.formUnion(RangeSet(["bearer ", "api_key "].flatMap { credentials(behind: $0, in: lowercased) }))
    return ranges
  }

  /// JSON Web Tokens: every one begins with the base64 of `{"`.
  private var webTokens: [Range<Int>] {
    occurrences(of: Array("eyJ".utf8), in: bytes).compactMap { occurrence in
      guard occurrence.lowerBound == 0 || !Self.isWebTokenByte(bytes[occurrence.lowerBound - 1]) else {
        return nil
      }
      let range = run(from: occurrence.lowerBound, Self.isWebTokenByte)
      return range.count > 30 ? range : nil
    }
  }

  /// The values of secret members of JSON objects, also where the text breaks off inside one.
  private func members(in lowercased: [UInt8]) -> [Range<Int>] {
    SecretNames.inJSON.flatMap { name in
      occurrences(of: Array("\"\(name)\"".utf8), in: lowercased).compactMap { string(behind: $0.upperBound) }
    }
  }

  private func credentials(behind scheme: String, in lowercased: [UInt8]) -> [Range<Int>] {
    occurrences(of: Array(scheme.utf8), in: lowercased).compactMap { occurrence in
      let range = run(from: spaces(from: occurrence.upperBound), Self.isCredentialByte)
      return range.count >= 4 && !isPlainWord(range) ? range : nil
    }
  }

  /// Whether it is a word of a sentence (`Bearer token`, `JWT Bearer Flow`) or a parameter (`Bearer realm="…"`).
  private func isPlainWord(_ range: Range<Int>) -> Bool {
    let word = bytes[range].last == UInt8(ascii: "=") ? bytes[range].dropLast() : bytes[range]
    let isCapital = word.first.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 } ?? false
    return word.count <= 12
      && word.dropFirst(isCapital ? 1 : 0).allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
  }

  /// What is between the quotes of the string that follows a colon.
  private func string(behind name: Int) -> Range<Int>? {
    let colon = spaces(from: name)
    guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
    let quote = spaces(from: colon + 1)
    guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
    var end = quote + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return quote + 1..<min(end, bytes.count)
  }

  private func spaces(from start: Int) -> Int {
    run(from: start) { [0x20, 0x0A, 0x0D, 0x09].contains($0) }.upperBound
  }

  private func run(from start: Int, _ belongs: (UInt8) -> Bool) -> Range<Int> {
    start..<(bytes[start...].firstIndex { !belongs($0) } ?? bytes.count)
  }

  private func occurrences(of values: SecretValues) -> [Range<Int>] {
    values.spellings.flatMap { occurrences(of: $0, in: bytes) }
      + values.base64.flatMap { occurrences(of: $0, in: bytes) }
      .map { Base64Secret.whole(of: $0, in: bytes) }
  }

  private func occurrences(of pattern: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    guard let first = pattern.first else { return [] }
    var (found, position) = ([] as [Range<Int>], 0)
    while let start = text[position...].firstIndex(of: first) {
      if text[start...].starts(with: pattern) { found.append(start..<start + pattern.count) }
      position = start + 1
    }
    return found
  }

  private static func isWebTokenByte(_ byte: UInt8) -> Bool {
    ASCII.isLetterOrDigit(byte) || "-_.".utf8.contains(byte)
  }

  /// The characters of RFC 6750 §2.1, and the `!` of Salesforce's session ids.
  private static func isCredentialByte(_ byte: UInt8) -> Bool {
    isWebTokenByte(byte) || "!~+/=".utf8.contains(byte)
  }
}
