import Compression
import Digest
import FoundationEssentials
import Wire

@testable import Authorization
@testable import Commands
@testable import RowEngine

extension FuzzTarget {
  /// Files that this program keeps, and people edit.
  static let files = [
    FuzzTarget("settings", readSettings), FuzzTarget("token-file", readToken),
    FuzzTarget("access-token", readClaims), FuzzTarget("progress-record", readProgress),
    FuzzTarget("conversation", readConversation), FuzzTarget("content-coding", unpack),
  ]

  /// A change is made whole or refused, leaves every other byte, and can be taken back.
  private static func readSettings(_ bytes: [UInt8]) {
    guard let settings = try? SettingsText(bytes, path: "f") else { return }
    for key in [["profile", "default", "model"], ["alias", "a.b \u{2028}"]] {
      guard let edited = try? settings.setting(key, to: "x\r\"\\y") else { continue }
      if settings[key] == nil { expectInsertion(in: bytes, edited.bytes) }
      guard let back = try? edited.setting(key, to: nil) else { fatalError("cannot be taken back") }
      expectSame(back[key], nil, "taken back")
      guard let again = try? SettingsText(back.bytes, path: "f") else { fatalError("cannot be read again") }
      expectSame(again.values, back.values, "read again")
    }
  }

  /// But white space within braces.
  private static func expectInsertion(in bytes: [UInt8], _ edited: [UInt8]) {
    let first = zip(bytes, edited).prefix { $0 == $1 }.count
    let last = zip(bytes.dropFirst(first).reversed(), edited.dropFirst(first).reversed()).prefix { $0 == $1 }
    let lost = bytes[first..<(bytes.count - last.count)]
    expect(lost.allSatisfy { $0 <= 0x20 }, "lost '\(Array(lost).text)' in '\(edited.text)'")
  }

  private static func readToken(_ bytes: [UInt8]) {
    guard let record = TokenRecord(decoding: bytes) else { return }
    guard let again = TokenRecord(decoding: record.bytes) else {
      fatalError("cannot be read again: \(record.bytes.text)")
    }
    expectSame(again.key, record.key, "key")
    expectSame(again.token, record.token, "token")
  }

  /// Header and payload, a line each.
  private static func readClaims(_ bytes: [UInt8]) {
    let (header, payload) = bytes.halves
    let text = "\(Base64URL.encode(header)).\(Base64URL.encode(payload)).x"
    let token = AccessToken(text, received: .init(timeIntervalSince1970: 1_795_274_400), isNew: true)
    _ = (token.isAlive(at: token.received, for: 60), token.isFresh(at: token.received), token.isSessionID)
    _ = TokenClaims(bytes.text)
    _ = OAuthRefusal(bytes)
  }

  /// As it stands in the file, and with checksums that are right: the options and a record, a line each.
  private static func readProgress(_ bytes: [UInt8]) {
    _ = RecordFile.content(of: bytes)
    let (options, record) = bytes.halves
    let header =
      signed(Array(#"{"version":\#(RecordFile.version),"options":"#.utf8) + options + Array("}".utf8)) + [
        0x0A
      ]
    let slot = signed(Array("7 ".utf8) + record)
    guard slot.count < RecordFile.slotLength else { return }
    let filling = [UInt8](repeating: 0x20, count: RecordFile.slotLength - 1 - slot.count) + [0x0A]
    guard case .records(let kept) = RecordFile.content(of: header + slot + filling) else { return }
    let (read, file) = (kept[0].record, RecordFile(options: kept[0].record.options))
    guard let written = try? file.slot(read, turn: 8) else { return }
    expectSame(
      RecordFile.content(of: file.header + written),
      .records([RecordFile.Kept(record: read, turn: 8, slot: 0)]), "written and read again")
  }

  private static func signed(_ text: [UInt8]) -> [UInt8] {
    Array(Hexadecimal.text(SHA256.digest(of: text).prefix(8)).utf8) + [0x20] + text
  }

  private static func readConversation(_ bytes: [UInt8]) {
    guard let record = try? ChatRecord(bytes, path: "f") else { return }
    // Turns that are read get keys of their own.
    expectSame((try? ChatRecord(record.bytes, path: "f"))?.bytes, record.bytes, "written and read again")
  }

  /// A packed body, as far as a server would unpack it.
  private static func unpack(_ bytes: [UInt8]) {
    let decompressor = Decompressor(bytes, bytes.first == 0x28 ? .zstd : .gzip)
    var count = 0
    while count < 1 << 20, let piece = try? decompressor.next() { count += piece.count }
  }
}
