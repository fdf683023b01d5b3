extension EmulatedBatchJob {
  /// What an id says, in the form of RFC 9562, version 8: the start in milliseconds (48 bits), the duration in seconds
  /// (12), the outcome (1), a serial number (11), and a check over the rest (48).
  struct Terms: Equatable, Sendable {
    var milliseconds: UInt64
    var seconds: UInt64
    var fails: Bool
    var serial: UInt64

    init(milliseconds: UInt64, seconds: UInt64, fails: Bool, serial: UInt64) {
      self.milliseconds = milliseconds & 0xFFFF_FFFF_FFFF
      self.seconds = seconds
      self.fails = fails
      self.serial = serial
    }

    init?(_ id: String) {
      let parts = id.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 5, parts[2].hasPrefix("8"), parts[3].hasPrefix("8"),
        let milliseconds = UInt64(parts[0] + parts[1], radix: 16),
        let seconds = UInt64(parts[2].dropFirst(), radix: 16), seconds <= 0xFFF,
        let rest = UInt64(parts[3].dropFirst(), radix: 16)
      else { return nil }
      self.init(milliseconds: milliseconds, seconds: seconds, fails: rest & 0x800 != 0, serial: rest & 0x7FF)
      guard self.id == id else { return nil }
    }

    var id: String { "\(content)-\(Self.hex(check, digits: 12))" }

    private var content: String {
      let time = Self.hex(milliseconds, digits: 12)
      let rest = Self.hex((fails ? 0x800 : 0) | serial, digits: 3)
      return "\(time.prefix(8))-\(time.suffix(4))-8\(Self.hex(seconds, digits: 3))-8\(rest)"
    }

    private var check: UInt64 { Fingerprint(8).adding(content.utf8).value & 0xFFFF_FFFF_FFFF }

    private static func hex(_ number: UInt64, digits: Int) -> String {
      let text = String(number, radix: 16)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
  }
}
