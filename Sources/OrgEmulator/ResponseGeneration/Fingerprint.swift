import Wire

/// A number that stands for what was added to it, the same on every platform (FNV-1a, 64 bits).
struct Fingerprint: Hashable, Sendable {
  private var state: UInt64

  init(_ seed: UInt64 = 0) { state = 0xCBF2_9CE4_8422_2325 ^ SplitMix64.mix(seed) }

  var value: UInt64 { SplitMix64.mix(state) }

  mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  func adding(_ bytes: some Sequence<UInt8>) -> Fingerprint {
    var copy = self
    for byte in bytes { copy.add(byte) }
    return copy
  }

  func adding(_ number: Int) -> Fingerprint {
    adding(stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) })
  }
}
