import FoundationEssentials
import Wire

extension JSONValue {
  /// The last second of the year 9999, behind which no date can be written.
  private static let lastSecond = 253_402_300_799.0

  /// The moment that seconds since 1970 mean; `nil` for anything else, and beyond the year 9999.
  var timestamp: Date? {
    double.flatMap { 0...Self.lastSecond ~= $0 ? Date(timeIntervalSince1970: $0) : nil }
  }
}
