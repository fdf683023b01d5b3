/// How whole numbers are distributed, in the same memory however many there are: each is known to a thirtieth.
struct Distribution: Equatable, Sendable {
  private var buckets: [Int: Int] = [:]
  private(set) var count = 0
  private(set) var least = 0
  private(set) var most = 0

  /// - Parameter number: from 0.
  mutating func add(_ number: Int) {
    let number = max(0, number)
    least = count == 0 ? number : min(least, number)
    most = max(most, number)
    count += 1
    buckets[Self.bucket(of: number), default: 0] += 1
  }

  /// What the share of the numbers does not exceed, 0…1.
  func quantile(_ share: Double) -> Int {
    var left = max(1, Int((share * Double(count)).rounded(.up)))
    for (bucket, count) in buckets.sorted(by: { $0.key < $1.key }) {
      left -= count
      if left <= 0 { return min(most, max(least, Self.lowest(in: bucket + 1) - 1)) }
    }
    return most
  }

  /// How many numbers lie between each limit and the next; the last bar has all beyond it, too.
  struct Bar: Equatable { let from: Int, count: Int }

  /// - Parameter number: of bars, at most.
  func bars(_ number: Int) -> [Bar] {
    guard count > 0 else { return [] }
    // A few that are far out would leave one bar for all others.
    let end = max(least, min(most, 2 * quantile(0.95)))
    let width = max(1, (end - least) / number + 1)
    var counts = Array(repeating: 0, count: min(number, (end - least) / width + 1))
    for (bucket, count) in buckets {
      let index = (max(least, Self.lowest(in: bucket)) - least) / width
      counts[min(counts.count - 1, index)] += count
    }
    return counts.enumerated().map { Bar(from: least + $0 * width, count: $1) }
  }

  /// Up to 64 each number is by itself, from there on 32 buckets reach to the double.
  private static func bucket(of number: Int) -> Int {
    guard number >= 64 else { return number }
    let shift = Int.bitWidth - number.leadingZeroBitCount - 6
    return shift * 32 + number >> shift
  }

  private static func lowest(in bucket: Int) -> Int {
    guard bucket >= 64 else { return bucket }
    let shift = bucket / 32 - 1
    return (bucket - shift * 32) << shift
  }
}
