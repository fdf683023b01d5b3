/// Texts before which an answer ends.
struct StopSequences {
  private let searches: [(sequence: String, search: TextSearch)]

  init(_ sequences: [String]) {
    searches = sequences.filter { !$0.isEmpty }.map { ($0, TextSearch(Array($0.utf8))) }
  }

  /// What stands before the sequence that begins first, and that sequence; `nil` where there is none.
  func cut(_ text: String) -> (text: String, sequence: String)? {
    guard !searches.isEmpty else { return nil }
    // Bytes: a line feed is to be found inside CR LF too, which is one character.
    let bytes = Array(text.utf8)
    let found = searches.compactMap { sequence, search in
      search.offset(in: bytes).map { (offset: $0, sequence: sequence) }
    }
    guard let first = found.min(by: { $0.offset < $1.offset }) else { return nil }
    return (String(decoding: bytes[..<first.offset], as: UTF8.self), first.sequence)
  }
}

/// Finds bytes among others in one pass, whatever they are (Knuth, Morris, Pratt: Fast Pattern Matching in Strings, 1977).
private struct TextSearch {
  private let wanted: [UInt8]
  /// For each length that was found, how much of it may be the beginning of another find.
  private let fallback: [Int]

  init(_ wanted: [UInt8]) {
    self.wanted = wanted
    var fallback = [0]
    for index in wanted.indices.dropFirst() {
      fallback.append(Self.advance(fallback[index - 1], by: wanted[index], wanted, fallback))
    }
    self.fallback = fallback
  }

  func offset(in bytes: [UInt8]) -> Int? {
    var length = 0
    for index in bytes.indices {
      length = Self.advance(length, by: bytes[index], wanted, fallback)
      if length == wanted.count { return index + 1 - length }
    }
    return nil
  }

  private static func advance(_ length: Int, by byte: UInt8, _ wanted: [UInt8], _ fallback: [Int]) -> Int {
    var length = length
    while length > 0, wanted[length] != byte { length = fallback[length - 1] }
    return wanted[length] == byte ? length + 1 : length
  }
}
