import RowEngine
import Wire

/// Which colour a point has: one for each value of a field, or one from a scale for a number.
struct PointColoring: Equatable, Sendable {
  /// What the colours stand for.
  enum Meaning: Equatable, Sendable {
    /// There is but one colour.
    case none
    /// The values with colours of their own, the most frequent first, with how many points have them.
    case values([(name: String, count: Int)], others: Int)
    /// Numbers from one to another; points that have none.
    case scale(ClosedRange<Double>, others: Int)

    static func == (one: Meaning, other: Meaning) -> Bool {
      switch (one, other) {
      case (.none, .none): true
      case (.values(let one, let others), .values(let two, let otherOthers)):
        others == otherOthers && one.map(\.name) == two.map(\.name) && one.map(\.count) == two.map(\.count)
      case (.scale(let one, let others), .scale(let two, let otherOthers)):
        one == two && others == otherOthers
      default: false
      }
    }
  }

  /// `nil` where there is but one colour.
  let field: String?
  let meaning: Meaning

  /// - Parameter values: of the field, for each point.
  init(_ field: String?, _ values: [JSONValue?]) {
    self.field = field
    guard field != nil else {
      meaning = .none
      return
    }
    var counts: [String: Int] = [:]
    for value in values { if let name = Self.name(value) { counts[name, default: 0] += 1 } }
    let missing = values.count - counts.values.reduce(0, +)
    let numbers = counts.keys.compactMap { Double($0) }.filter(\.isFinite)
    // Between numbers that are the same, or too far apart for a number to say how far, there is no scale.
    if counts.count > MapPalette.values.count, numbers.count == counts.count, let low = numbers.min(),
      let high = numbers.max(), low < high, (high - low).isFinite
    {
      meaning = .scale(low...high, others: missing)
      return
    }
    let order = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    let named = order.prefix(MapPalette.values.count).map { (name: $0.key, count: $0.value) }
    meaning = .values(named, others: values.count - named.reduce(0) { $0 + $1.count })
  }

  /// The colours of all classes.
  var colors: [String] {
    switch meaning {
    case .none: [MapPalette.only]
    case .values(let named, _): named.indices.map { MapPalette.values[$0] } + [MapPalette.others]
    case .scale: (0..<MapPalette.steps).map { MapPalette.step($0) } + [MapPalette.others]
    }
  }

  /// Finds the class of each point, an index into ``colors``.
  func classes(of values: [JSONValue?]) -> [Int] {
    switch meaning {
    case .none: return values.map { _ in 0 }
    case .values(let named, _):
      let indices = Dictionary(uniqueKeysWithValues: named.enumerated().map { ($1.name, $0) })
      return values.map { Self.name($0).flatMap { indices[$0] } ?? named.count }
    case .scale(let range, _):
      return values.map { value in
        guard let number = Self.name(value).flatMap({ Double($0) }) else { return MapPalette.steps }
        let share = (number - range.lowerBound) / (range.upperBound - range.lowerBound)
        return min(MapPalette.steps - 1, max(0, Int(share * Double(MapPalette.steps))))
      }
    }
  }

  /// A value as the legend has it; what is null or empty has none.
  private static func name(_ value: JSONValue?) -> String? {
    guard let text = value?.fieldText, !text.isEmpty else { return nil }
    return text
  }
}
