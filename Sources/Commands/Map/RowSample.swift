import Wire

/// Chooses some of many evenly, and always the same ones.
///
/// Source: D. E. Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S.
struct RowSample {
  private var left: Int
  private var wanted: Int
  private var random = SplitMix64(seed: 0)

  /// - Parameters:
  ///   - wanted: how many are chosen, if there are as many.
  ///   - count: how many there are.
  init(_ wanted: Int, of count: Int) { (self.wanted, left) = (min(wanted, count), count) }

  /// Whether the next one is chosen.
  mutating func takesNext() -> Bool {
    guard wanted > 0, left > 0 else { return false }
    defer { left -= 1 }
    guard random.next() % UInt64(left) < UInt64(wanted) else { return false }
    wanted -= 1
    return true
  }
}
