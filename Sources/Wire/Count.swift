/// How many of something there are, as a stranger tells it: from 0 to 2^53, beyond which readers of JSON are not exact
/// (RFC 8259 §6). No arithmetic on it can trap: sums end at ``largest``.
package struct Count: Hashable, Sendable {
  /// 2^53.
  package static let largest = Count(inRange: 1 << 53)

  /// The same as a plain number, from 0 to 2^53.
  package let value: Int

  private init(inRange value: Int) { self.value = value }

  /// - Returns: `nil` for a number that nobody can have counted: below 0, or beyond ``largest``.
  package init?(exactly number: Int) {
    guard 0...Self.largest.value ~= number else { return nil }
    value = number
  }

  /// The nearest count to a number of our own.
  package init(clamping number: Int) {
    value = min(max(0, number), Self.largest.value)
  }

  /// Both together; at most ``largest``.
  package static func + (left: Count, right: Count) -> Count {
    // Twice 2^53 is far from the end of 64 bits.
    Count(clamping: left.value + right.value)
  }

  /// Adds another count; ends at ``largest``.
  package static func += (sum: inout Count, more: Count) { sum = sum + more }
}

extension Count: Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// Lets a count be written as a literal.
  package init(integerLiteral value: Int) { self.init(clamping: value) }

  /// The smaller number comes first.
  package static func < (left: Count, right: Count) -> Bool { left.value < right.value }

  /// Its digits.
  package var description: String { String(value) }
}

extension JSONValue {
  /// A count.
  package init(_ count: Count) { self.init(count.value) }

  /// The whole number from 0 to 2^53 that it is, also where it is spelled `1.0` or `1e3`; `nil` for anything else.
  package var count: Count? { int.flatMap(Count.init(exactly:)) }
}
