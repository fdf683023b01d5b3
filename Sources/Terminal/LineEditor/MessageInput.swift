/// Puts a message together from the lines that are typed: a line that ends with a backslash goes on in the next, and
/// between `"""` and `"""` every line belongs to it.
struct MessageInput {
  private static let quotes = "\"\"\""

  private var lines: [Substring] = []
  private var isBlock = false

  /// The message, if this line completes it.
  mutating func add(_ line: String) -> String? {
    // A pasted line may bring newlines of its own.
    var added = line.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.isEmpty, !isBlock { added[0] = opened(added[0]) }
    lines += added
    let isComplete = isBlock ? closeBlock() : !dropBackslash()
    return isComplete ? lines.joined(separator: "\n") : nil
  }

  private mutating func opened(_ line: Substring) -> Substring {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix(Self.quotes) else { return line }
    isBlock = true
    return text.dropFirst(Self.quotes.count)
  }

  private mutating func closeBlock() -> Bool {
    let last = (lines.last ?? "").trimmingTrailingSpaces
    guard last.hasSuffix(Self.quotes) else { return false }
    lines[lines.count - 1] = last.dropLast(Self.quotes.count)
    // The quotes may have lines of their own.
    if lines.count > 1, lines.last == "" { lines.removeLast() }
    if lines.count > 1, lines.first == "" { lines.removeFirst() }
    return true
  }

  private mutating func dropBackslash() -> Bool {
    guard let last = lines.last, last.reversed().prefix(while: { $0 == "\\" }).count % 2 == 1 else {
      return false
    }
    lines[lines.count - 1] = last.dropLast()
    return true
  }
}

extension Substring {
  fileprivate var trimmingTrailingSpaces: Substring {
    dropLast(reversed().prefix { $0 == " " }.count)
  }
}
