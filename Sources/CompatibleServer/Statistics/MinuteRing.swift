/// The figures of the last hour by minutes: each minute takes the place of the one an hour before it, so that memory is
/// bounded whatever happens.
struct MinuteRing {
  /// How many minutes it knows.
  static let length = 60

  private struct Entry {
    let minute: Int
    var figures = MinuteFigures()
  }

  private var entries = [Entry](repeating: Entry(minute: .min), count: length)

  /// Changes the figures of a minute; what comes later than the ring remembers is left out.
  ///
  /// - Parameter minute: counted from any moment that stays the same.
  mutating func update(_ minute: Int, _ change: (inout MinuteFigures) -> Void) {
    let place = Self.place(of: minute)
    if entries[place].minute < minute { entries[place] = Entry(minute: minute) }
    guard entries[place].minute == minute else { return }
    change(&entries[place].figures)
  }

  /// The figures of an hour, its first minute first; those of a minute in which nothing happened are empty.
  ///
  /// - Parameter last: the hour's last minute.
  func figures(until last: Int) -> [MinuteFigures] {
    (last - Self.length + 1...last).map { minute in
      let entry = entries[Self.place(of: minute)]
      return entry.minute == minute ? entry.figures : MinuteFigures()
    }
  }

  /// Also for minutes before the beginning.
  private static func place(of minute: Int) -> Int { (minute % length + length) % length }
}
