package import FoundationEssentials

/// A calendar day in UTC, for which budgets count.
package struct UTCDay: Hashable, Comparable, Sendable {
  /// Since 1 January 1970.
  package let number: Int

  /// The day of a moment.
  package init(_ moment: Date) {
    number = Int((moment.timeIntervalSince1970 / Self.seconds).rounded(.down))
  }

  /// - Parameter text: `2026-11-27`.
  /// - Returns: `nil` for what is no day.
  package init?(_ text: String) {
    guard let moment = try? Date(text, strategy: .iso8601.year().month().day()) else { return nil }
    self.init(moment)
  }

  private init(number: Int) { self.number = number }

  /// So many days before.
  package func earlier(by days: Int) -> UTCDay { UTCDay(number: number - days) }

  /// When the next one begins.
  package var end: Date { Date(timeIntervalSince1970: Double(number + 1) * Self.seconds) }

  /// `2026-11-27`
  package var text: String {
    Date(timeIntervalSince1970: Double(number) * Self.seconds).formatted(.iso8601.year().month().day())
  }

  /// The earlier one first.
  package static func < (left: UTCDay, right: UTCDay) -> Bool { left.number < right.number }

  private static let seconds = 86_400.0
}
