import Digest
import Wire

/// How the record of a run stands in its file: on the first line the version and the options, which never change, and
/// behind it slots for how far the run has come.
///
/// Two are written in turn after each batch, so that whoever is killed while writing the one leaves the other as it was.
/// What they tell may not be on the disk yet. Two more are written in turn, more seldom, when all that they tell is.
///
///     f3c1… {"version":3,"options":{"command":"embed","model":"…"}}
///     80ab… 7 {"rows":96,"done":95,…}
struct RecordFile: Hashable, Sendable {
  /// A record that is whole.
  struct Kept: Hashable, Sendable {
    let record: ProgressRecord
    let turn: Int
    let slot: Int
  }

  /// What is found in a file.
  enum Content: Hashable, Sendable {
    case nothing
    /// The newest first; never empty.
    case records([Kept])
    /// What only another version of this program can go on with.
    case otherVersion
  }

  /// Rises when a record of before could not be understood any more.
  static let version = 3
  static let slotLength = 1024
  /// Those of what is on the disk.
  static let durableSlots = [2, 3]

  /// The first line.
  let header: [UInt8]

  init(options: JSONObject) {
    let json: JSONValue = ["version": JSONValue(Self.version), "options": .object(options)]
    header = Self.signed(json.bytes) + [0x0A]
  }

  /// A checksum, the turn and the record, filled up with spaces.
  ///
  /// - Throws: ``ResumptionFailure/recordTooLong(bytes:limit:)``.
  func slot(_ record: ProgressRecord, turn: Int) throws(ResumptionFailure) -> [UInt8] {
    let line = Self.signed(Array("\(turn) ".utf8) + record.bytes)
    let limit = Self.slotLength - 1
    guard line.count <= limit else { throw .recordTooLong(bytes: line.count, limit: limit) }
    return line + [UInt8](repeating: UInt8(ascii: " "), count: limit - line.count) + [0x0A]
  }

  func offset(ofTurn turn: Int) -> Int { offset(ofSlot: turn % 2) }

  func offset(ofSlot slot: Int) -> Int { header.count + slot * Self.slotLength }

  private static func signed(_ text: [UInt8]) -> [UInt8] { checksum(text) + [0x20] + text }

  private static func checksum(_ text: some Sequence<UInt8>) -> [UInt8] {
    Array(Hexadecimal.text(SHA256.digest(of: Array(text)).prefix(8)).utf8)
  }
}

extension RecordFile {
  static func content(of bytes: [UInt8]) -> Content {
    let line = bytes.prefix { $0 != 0x0A }
    guard let text = checked(line), let header = try? JSONValue(decoding: Array(text)),
      let version = header["version"]?.int
    else { return isOfFirstVersion(bytes) ? .otherVersion : .nothing }
    guard version == Self.version, let options = header["options"]?.object else { return .otherVersion }
    let kept = slots(in: bytes[min(line.count + 1, bytes.count)...]).compactMap { slot, turn, json in
      ProgressRecord(options: options, decoding: json).map { Kept(record: $0, turn: turn, slot: slot) }
    }
    return kept.isEmpty ? .nothing : .records(kept.sorted { $0.turn > $1.turn })
  }

  /// The first version had no line of options, and a digest of them in each slot.
  private static func isOfFirstVersion(_ bytes: [UInt8]) -> Bool {
    slots(in: bytes[...]).contains { $0.json["options"]?.string != nil }
  }

  /// What stands in the slots that are whole.
  private static func slots(in bytes: ArraySlice<UInt8>) -> [(slot: Int, turn: Int, json: JSONValue)] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: slotLength).compactMap { start in
      guard start + slotLength <= bytes.endIndex, let text = checked(bytes[start..<(start + slotLength)])
      else { return nil }
      let parts = text.split(separator: 0x20, maxSplits: 1)
      guard parts.count == 2, let turn = Int(String(decoding: parts[0], as: UTF8.self)),
        Count(exactly: turn) != nil,
        let json = try? JSONValue(decoding: Array(parts[1]))
      else { return nil }
      return ((start - bytes.startIndex) / slotLength, turn, json)
    }
  }

  /// What stands behind a checksum that is right, without the space behind it.
  private static func checked(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let words = line.drop { $0 == 0x20 }.split(separator: 0x20, maxSplits: 1)
    guard words.count == 2 else { return nil }
    var text = words[1]
    while let last = text.last, last == 0x20 || last == 0x0A { text.removeLast() }
    return checksum(text).elementsEqual(words[0]) ? text : nil
  }
}
