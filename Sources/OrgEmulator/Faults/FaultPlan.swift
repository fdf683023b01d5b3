import Wire

/// Decides for one request after another which fault strikes it: the same seed gives the same sequence.
struct FaultPlan: Sendable {
  private var faults: [(fault: Fault, random: SplitMix64)]
  private var request = 0

  init(_ faults: [Fault], seed: UInt64) {
    self.faults = faults.enumerated().map { index, fault in
      (fault, SplitMix64(seed: Fingerprint(seed).adding(index).value))
    }
  }

  /// The fault of the next request; the first of several that strike it.
  mutating func next() -> Fault? {
    request += 1
    // Each fault draws every time, so that one more fault leaves the sequences of the others as they were.
    let struck = faults.indices.filter { strikes(at: $0) }
    return struck.first.map { faults[$0].fault }
  }

  private mutating func strikes(at index: Int) -> Bool {
    switch faults[index].fault.timing {
    case .probability(let share): faults[index].random.fraction() < share
    case .requests(let ranges): ranges.contains { $0.contains(request) }
    }
  }
}
