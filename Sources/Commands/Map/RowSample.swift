/// Chooses some of many evenly, and always the same ones.
///
/// Source: D. E. Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S.
struct RowSample {
  private var left: Int
  private var wanted: Int
  private var state: UInt64 = 0

  /// - Parameters:
  ///   - wanted: how many are chosen, if there are as many.
  ///   - count: how many there are.
  init(_ wanted: Int, of count: Int) { (self.wanted, left) = (min(wanted, count), count) }

  /// Whether the next one is chosen.
  mutating func takesNext() -> Bool {
    guard wanted > 0, left > 0 else { return false }
    defer { left -= 1 }
    guard random() % UInt64(left) < UInt64(wanted) else { return false }
    wanted -= 1
    return true
  }

  /// SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
