import Testing

@testable import CompatibleServer

struct MinuteRingTests {
  /// Requests in these minutes, in this order; what is known of the hour that ends with a minute, as (minutes before its
  /// last one, requests).
  @Test(
    arguments: [
      ([], 100, []),
      ([100], 100, [(0, 1)]),
      ([100, 100, 100], 100, [(0, 3)]),
      // Minutes in which nothing happened are empty.
      ([100, 104], 106, [(6, 1), (2, 1)]),
      // The first minute of the hour is the 59th before the last.
      ([100, 159], 159, [(59, 1), (0, 1)]),
      ([100, 159], 160, [(1, 1)]),
      // A minute takes the place of the one an hour before it.
      ([100, 160], 160, [(0, 1)]),
      ([100, 160, 160], 159, []),
      ([100, 1_000_000], 1_000_000, [(0, 1)]),
      // Somebody is late, or the clock has gone back: within the hour it counts where it belongs, beyond not at all.
      ([100, 101, 100], 101, [(1, 2), (0, 1)]),
      ([200, 150, 141], 200, [(59, 1), (50, 1), (0, 1)]),
      ([200, 140, 80], 200, [(0, 1)]),
      ([200, 140], 140, []),
      // Before the beginning of the count.
      ([-1, 0, 1], 1, [(2, 1), (1, 1), (0, 1)]),
      ([-60, -1], -1, [(59, 1), (0, 1)]),
    ] as [([Int], Int, [(Int, Int)])])
  func anHourIsKnownByItsMinutes(_ minutes: [Int], until last: Int, _ known: [(Int, Int)]) {
    var ring = MinuteRing()
    for minute in minutes { ring.update(minute) { $0.requests += 1 } }
    var expected = [MinuteFigures](repeating: MinuteFigures(), count: MinuteRing.length)
    for (before, requests) in known { expected[MinuteRing.length - 1 - before].requests = requests }
    #expect(ring.figures(until: last) == expected)
  }

  @Test func quantilesAreThoseOfPrometheus() {
    // As histogram_quantile tells them of buckets at 1, 2 and 4.
    var histogram = Histogram(Histogram.Bounds(ends: [1, 2, 4]))
    #expect(histogram.quantile(0.5) == nil)
    for figure in [0.5, 1.5, 1.5, 3] { histogram.add(figure) }
    #expect([0.25, 0.5, 0.75, 1].map { histogram.quantile($0) } == [1, 1.5, 2, 4])
    histogram.add(100)
    #expect(histogram.quantile(0.95) == 4)
  }

  @Test func latenciesErrByAQuarterAtMost() throws {
    for figure in [0.0012, 0.02, 0.3, 4, 50] {
      var histogram = Histogram(.latencies)
      histogram.add(figure)
      let quantile = try #require(histogram.quantile(0.5))
      #expect(quantile > figure / 1.25 && quantile < figure * 1.25, "\(figure): \(quantile)")
    }
  }
}
