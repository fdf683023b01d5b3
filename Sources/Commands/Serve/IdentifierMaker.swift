import Synchronization

/// Makes ids that nobody has had before: seeded once, because asking the system for each costs more than a request.
final class IdentifierMaker: Sendable {
  private let state = Mutex(UInt64.random(in: .min ... .max))
  private let process = IdentifierMaker.letters(UInt64.random(in: .min ... .max))

  /// The prefix and 24 letters and digits.
  func identifier(_ prefix: String) -> String {
    let number = state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      return state
    }
    return prefix + process + Self.letters(Self.mixed(number))
  }

  /// SplitMix64's output function: each number leads to one other (https://prng.di.unimi.it/splitmix64.c).
  private static func mixed(_ number: UInt64) -> UInt64 {
    var number = number
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return number ^ (number >> 31)
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
