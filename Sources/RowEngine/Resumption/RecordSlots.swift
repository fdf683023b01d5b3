import Crypto

/// Where a record stands in its file: two entries, written in turn, so that whoever is killed while writing the one
/// leaves the other as it was.
enum RecordSlots {
  static let length = 1024

  /// A checksum, the turn and the record, filled up with spaces.
  static func bytes(_ record: ProgressRecord, turn: Int) -> [UInt8] {
    let text = Array("\(turn) ".utf8) + record.bytes
    let line = checksum(text) + [UInt8(ascii: " ")] + text
    return line + [UInt8](repeating: UInt8(ascii: " "), count: max(0, length - 1 - line.count)) + [0x0A]
  }

  static func offset(ofTurn turn: Int) -> Int { turn % 2 * length }

  /// The newest record that is whole.
  static func newest(in bytes: [UInt8]) -> (record: ProgressRecord, turn: Int)? {
    let slots = stride(from: 0, to: bytes.count, by: length).compactMap { start in
      read(bytes[start..<min(start + length, bytes.count)])
    }
    return slots.max { $0.turn < $1.turn }
  }

  private static func read(_ slot: ArraySlice<UInt8>) -> (record: ProgressRecord, turn: Int)? {
    let words = slot.drop { $0 == 0x20 }.split(separator: 0x20, maxSplits: 1)
    guard words.count == 2, slot.count == length else { return nil }
    let text = words[1].trimmingSpace
    guard checksum(text) == Array(words[0]) else { return nil }
    let parts = text.split(separator: 0x20, maxSplits: 1)
    guard parts.count == 2, let turn = Int(String(decoding: parts[0], as: UTF8.self)),
      let record = ProgressRecord(decoding: Array(parts[1]))
    else { return nil }
    return (record, turn)
  }

  private static func checksum(_ text: some Sequence<UInt8>) -> [UInt8] {
    Array(Hexadecimal.text(SHA256.hash(data: Array(text)).prefix(8)).utf8)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var trimmingSpace: ArraySlice<UInt8> {
    var slice = self
    while let last = slice.last, last == 0x20 || last == 0x0A { slice.removeLast() }
    return slice
  }
}
