/// How often a figure was how large.
struct Histogram: Equatable, Sendable {
  /// Where its buckets end, ascending; each holds what is not beyond its end.
  ///
  /// All but ``requests`` and ``latencies`` are as OpenTelemetry's conventions want them:
  /// https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-metrics.md
  struct Bounds: Equatable, Sendable {
    let ends: [Double]

    /// Seconds that requests took.
    static let requests = Bounds(ends: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
    /// Tokens of a request.
    static let tokens = Bounds(
      ends: [
        1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
      ])
    /// Seconds that models took, and seconds between the events of their streams.
    static let operations = Bounds(
      ends: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92])
    /// Seconds to a stream's first event.
    static let firstTokens = Bounds(
      ends: [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])
    /// Seconds for each token behind the first.
    static let furtherTokens = Bounds(
      ends: [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5])
    /// Seconds to the beginning of an answer, from 1 ms to two minutes, each bucket a quarter wider than the one before:
    /// so much may a quantile err that is read from it.
    static let latencies = Bounds(ends: Array(sequence(first: 0.001) { $0 * 1.25 }.prefix(53)))
  }

  let bounds: Bounds
  /// Each bucket's own, not added up; the last is beyond all bounds.
  private(set) var counts: [Int]
  private(set) var sum = 0.0

  init(_ bounds: Bounds) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.ends.count + 1)
  }

  /// How many figures it has.
  var count: Int { counts.reduce(0, +) }

  var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  mutating func add(_ figure: Double) {
    let ends = bounds.ends
    counts[ends.firstIndex { figure <= $0 } ?? ends.count] += 1
    sum += figure
  }

  /// - Parameter other: with the same bounds.
  mutating func add(_ other: Histogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    sum += other.sum
  }

  /// The figure that a share of all does not exceed, as Prometheus' `histogram_quantile` tells it: even within a bucket,
  /// and never beyond the last bound; `nil` where it has none.
  func quantile(_ share: Double) -> Double? {
    let rank = share * Double(count)
    var below = 0
    for (index, count) in counts.enumerated() where count > 0 {
      guard Double(below + count) >= rank else {
        below += count
        continue
      }
      guard index < bounds.ends.count else { break }
      let start = index > 0 ? bounds.ends[index - 1] : 0
      return start + (bounds.ends[index] - start) * (rank - Double(below)) / Double(count)
    }
    return isEmpty ? nil : bounds.ends.last
  }
}
