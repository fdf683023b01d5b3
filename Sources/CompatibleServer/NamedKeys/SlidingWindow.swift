/// How much there was within the last minute, exact to a tenth of a second: never less than there was.
struct SlidingWindow: Equatable {
  /// What happened within one tenth of a second.
  private struct Slice: Equatable {
    let index: Int
    var amount: Int
  }

  static let length = Duration.seconds(60)
  private static let slice = Duration.milliseconds(100)
  private static let slices = 600
  private static let slicesPerSecond = slices / Int(length.components.seconds)
  private static let attosecondsPerSlice = slice.components.attoseconds
  /// What a service tells of its tokens may be any number; sums of these stay numbers.
  private static let largest = 1 << 40

  private var slices: [Slice] = []
  /// Where the slices begin that count still; those before are thrown away now and then.
  private var first = 0
  private(set) var sum = 0

  /// - Parameter now: by a clock that never goes back.
  mutating func add(_ amount: Int, at now: Duration) {
    let (index, amount) = (Self.index(now), min(max(amount, 0), Self.largest))
    if slices.count > first, slices[slices.count - 1].index == index {
      slices[slices.count - 1].amount += amount
    } else {
      slices.append(Slice(index: index, amount: amount))
    }
    sum += amount
  }

  /// Forgets what is a minute old.
  mutating func forget(at now: Duration) {
    let end = Self.index(now) - Self.slices
    while first < slices.count, slices[first].index < end {
      sum -= slices[first].amount
      first += 1
    }
    if first > Self.slices || first == slices.count {
      slices.removeFirst(first)
      first = 0
    }
  }

  /// How long it takes until there is less than a limit; zero where there is.
  func wait(below limit: Int, at now: Duration) -> Duration {
    var rest = sum
    for slice in slices[first...] {
      if rest < limit { break }
      rest -= slice.amount
      if rest < limit { return max(.zero, Self.end(of: slice.index) - now) }
    }
    return .zero
  }

  /// How long it takes until all is forgotten.
  func reset(at now: Duration) -> Duration {
    guard slices.count > first, let last = slices.last else { return .zero }
    return min(max(.zero, Self.end(of: last.index) - now), Self.length)
  }

  // Not by dividing one duration by another, which is done in fractions of 128 bits.
  private static func index(_ now: Duration) -> Int {
    let (seconds, attoseconds) = now.components
    return Int(seconds) * slicesPerSecond + Int(attoseconds / attosecondsPerSlice)
  }

  /// When a slice is forgotten.
  private static func end(of index: Int) -> Duration { slice * (index + slices + 1) }
}
