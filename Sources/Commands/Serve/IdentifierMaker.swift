import Synchronization
import Wire

/// Makes ids that nobody has had before: seeded once, because asking the system for each costs more than a request.
final class IdentifierMaker: Sendable {
  private let random = Mutex(SplitMix64(seed: .random(in: .min ... .max)))
  private let process = IdentifierMaker.letters(UInt64.random(in: .min ... .max))

  /// The prefix and 24 letters and digits.
  func identifier(_ prefix: String) -> String {
    prefix + process + Self.letters(random.withLock { $0.next() })
  }

  /// Twelve of 36 letters and digits hold 62 bits.
  private static func letters(_ number: UInt64) -> String {
    var rest = number
    return String(unsafeUninitializedCapacity: 12) { bytes in
      for index in 0..<12 {
        let digit = UInt8(truncatingIfNeeded: rest % 36)
        bytes[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        rest /= 36
      }
      return 12
    }
  }
}
