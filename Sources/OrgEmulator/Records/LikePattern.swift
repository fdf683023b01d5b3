/// What `LIKE` compares with: `%` is any text, `_` any one letter, in letters of either case.
struct LikePattern: Sendable {
  private enum Element: Sendable, Equatable {
    case any
    case one
    case letter(Character)
  }

  private let elements: [Element]

  /// - Parameter raw: as it stands between the quotes; `\%` and `\_` are the characters themselves.
  init(_ raw: String) {
    var elements: [Element] = []
    var isEscaped = false
    for character in raw.lowercased() {
      switch character {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "%" where !isEscaped: if elements.last != .any { elements.append(.any) }
      case "_" where !isEscaped: elements.append(.one)
      default: elements.append(.letter(character))
      }
      isEscaped = false
    }
    self.elements = elements
  }

  func matches(_ text: String) -> Bool {
    let letters = Array(text.lowercased())
    // Goes back to the last % only: what an earlier one takes can be taken by the later one.
    var (position, index) = (0, 0)
    var retry: (position: Int, index: Int)?
    while position < letters.count {
      if index < elements.count, elements[index] == .any {
        retry = (position, index)
        index += 1
      } else if index < elements.count,
        elements[index] == .one || elements[index] == .letter(letters[position])
      {
        position += 1
        index += 1
      } else if let last = retry {
        retry = (last.position + 1, last.index)
        position = last.position + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return elements[index...].allSatisfy { $0 == .any }
  }
}
