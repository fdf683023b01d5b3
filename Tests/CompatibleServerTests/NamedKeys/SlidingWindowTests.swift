import Testing

@testable import CompatibleServer

struct SlidingWindowTests {
  /// Amounts at seconds, and what counts still at a second.
  @Test(
    arguments: [
      ([], 0.0, 0), ([(0.0, 5)], 0, 5), ([(0, 5)], 59.9, 5), ([(0, 5)], 60.0, 5), ([(0, 5)], 60.1, 0),
      ([(0.04, 1), (0.05, 2)], 60.09, 3), ([(0, 1), (30, 2)], 61, 2), ([(0, 1), (30, 2)], 91, 0),
      ([(0, -7)], 1, 0), ([(0, Int.max), (1, Int.max)], 2, 1 << 41),
    ] as [([(Double, Int)], Double, Int)])
  func aMinuteCounts(_ amounts: [(Double, Int)], at second: Double, _ sum: Int) {
    var window = SlidingWindow()
    for (second, amount) in amounts { window.add(amount, at: .seconds(second)) }
    window.forget(at: .seconds(second))
    #expect(window.sum == sum)
  }

  @Test(arguments: [(5, 0), (4, 0), (3, 59_100), (2, 59_100), (1, 60_100)])
  func theWaitIsUntilThereIsLessThanTheLimit(_ limit: Int, _ milliseconds: Int) {
    var window = SlidingWindow()
    for (second, amount) in [(0, 2), (1, 1)] { window.add(amount, at: .seconds(second)) }
    let wait = window.wait(below: limit, at: .seconds(1))
    #expect(wait == .milliseconds(milliseconds))
  }

  @Test func noMinuteHasMoreThanTheLimitHoweverRequestsCome() {
    var window = SlidingWindow()
    var admitted: [Int] = []
    var (time, state) = (0, UInt64(7))
    for _ in 0..<50_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      time += Int(state >> 33) % 20
      window.forget(at: .milliseconds(time))
      guard window.sum < 100 else { continue }
      window.add(1, at: .milliseconds(time))
      admitted.append(time)
    }
    let counts = admitted.indices.map { index in
      admitted[index...].prefix { $0 < admitted[index] + 60_000 }.count
    }
    #expect(counts.max() == 100)
  }
}
