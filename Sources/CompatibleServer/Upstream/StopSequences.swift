/// Texts before which an answer ends.
struct StopSequences {
  private let sequences: [String]

  init(_ sequences: [String]) {
    self.sequences = sequences.filter { !$0.isEmpty }
  }

  /// What stands before the sequence that begins first, and that sequence; `nil` where there is none.
  func cut(_ text: String) -> (text: String, sequence: String)? {
    guard !sequences.isEmpty else { return nil }
    // Bytes: a line feed is to be found inside CR LF too, which is one character.
    let bytes = Array(text.utf8)
    let found = sequences.compactMap { sequence in
      Self.offset(of: Array(sequence.utf8), in: bytes).map { (offset: $0, sequence: sequence) }
    }
    guard let first = found.min(by: { $0.offset < $1.offset }) else { return nil }
    return (String(decoding: bytes[..<first.offset], as: UTF8.self), first.sequence)
  }

  private static func offset(of sequence: [UInt8], in bytes: [UInt8]) -> Int? {
    guard sequence.count <= bytes.count else { return nil }
    return (0...(bytes.count - sequence.count)).first { start in
      bytes[start] == sequence[0] && bytes[start..<(start + sequence.count)].elementsEqual(sequence)
    }
  }
}
