/// Where the cursor goes in a text of several lines.
struct LineMotion {
  let text: [Unicode.Scalar]
  let cursor: Int

  /// The same column a line above; `nil` in the first line.
  var up: Int? {
    let start = Self.start(of: cursor, in: text)
    guard start > 0 else { return nil }
    return min(Self.start(of: start - 1, in: text) + cursor - start, start - 1)
  }

  /// The same column a line below; `nil` in the last line.
  var down: Int? {
    guard let end = text[cursor...].firstIndex(of: "\n") else { return nil }
    let lineBelow = text[(end + 1)...]
    let length = (lineBelow.firstIndex(of: "\n") ?? text.endIndex) - lineBelow.startIndex
    return lineBelow.startIndex + min(cursor - Self.start(of: cursor, in: text), length)
  }

  private static func start(of cursor: Int, in text: [Unicode.Scalar]) -> Int {
    text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }
}
