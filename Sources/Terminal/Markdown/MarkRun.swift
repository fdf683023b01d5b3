/// Marks whose meaning is not known before the character behind them is.
struct MarkRun: Sendable {
  private(set) var scalars: [Unicode.Scalar]

  /// So many may be held back: six `#` of a heading.
  static let longest = 6

  init(_ first: Unicode.Scalar) {
    scalars = [first]
  }

  var mark: Unicode.Scalar { scalars[0] }

  var count: Int { scalars.count }

  /// Whether the scalar belongs to the run; then it does.
  mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
    guard isContinued(by: scalar) else { return false }
    scalars.append(scalar)
    return true
  }

  /// `1.` or `23)` before the text of a list's item.
  var isNumber: Bool { count > 1 && ".)".unicodeScalars.contains(scalars[count - 1]) }

  private func isContinued(by scalar: Unicode.Scalar) -> Bool {
    switch mark {
    case "#": scalar == "#" && count < Self.longest
    case "*", "_", "`", "~": scalar == mark && count < 3
    case "0"..."9":
      !isNumber && (".)".unicodeScalars.contains(scalar) || count < 3 && ("0"..."9").contains(scalar))
    default: false
    }
  }
}
