/// Finds tables in Markdown while it streams: those whose rows begin with a bar, for others are known too late.
///
/// A line that begins with a bar waits for its end, and where the next one makes a header of it, for the end of the
/// table, because the columns are as wide as their widest cells. After ``mostRows`` nothing waits any more: rows that
/// follow are drawn one by one, in the widths that are known then.
struct MarkdownTableReader: Sendable {
  enum Part: Equatable, Sendable {
    case text(String)
    case table(MarkdownTable)
  }

  private enum Context: Sendable {
    case start, text, row
    /// So many of these, which may become a fence.
    case marks(Unicode.Scalar, Int)
    case fenced(MarkdownCodeFence)
  }

  static let mostRows = 40
  /// Characters; no row that anybody could read is longer.
  private static let longestRow = 8_192

  private var context = Context.start
  /// What of the line is held back.
  private var line = ""
  private var length = 0
  /// A line that begins with a bar, and whose meaning the next one tells.
  private var header: String?
  private var table: MarkdownTable?
  private var parts: [Part] = []
  /// Text that belongs to no table, behind the parts.
  private var passed = ""

  /// What is known now that this piece of the text has come.
  mutating func read(_ piece: String) -> [Part] {
    for scalar in piece.unicodeScalars { read(scalar) }
    return takeParts()
  }

  /// What was held back; the next piece begins a new text.
  mutating func finish() -> [Part] {
    if case .row = context, table != nil {
      let row = takeLine()
      table?.append(row)
      table?.endsWithNewline = false
    }
    release()
    let parts = takeParts()
    self = MarkdownTableReader()
    return parts
  }

  private mutating func takeParts() -> [Part] {
    endText()
    defer { parts = [] }
    return parts
  }

  private mutating func add(_ table: MarkdownTable) {
    endText()
    parts.append(.table(table))
  }

  private mutating func endText() {
    guard !passed.isEmpty else { return }
    parts.append(.text(passed))
    passed = ""
  }

  private mutating func read(_ scalar: Unicode.Scalar) {
    switch context {
    case .start: begin(with: scalar)
    case .row: readRow(scalar)
    case .text:
      pass(scalar)
      if scalar == "\n" { context = .start }
    case .marks(let mark, let count):
      pass(scalar)
      context = Self.following(mark, count, scalar)
    case .fenced(var fence):
      pass(scalar)
      let isOver = fence.read(scalar) == .end
      context = !isOver ? .fenced(fence) : scalar == "\n" ? .start : .text
    }
  }

  private static func following(_ mark: Unicode.Scalar, _ count: Int, _ scalar: Unicode.Scalar) -> Context {
    guard scalar == mark else { return scalar == "\n" ? .start : .text }
    // Whether it is quoted matters to its end only, where a mark of quotation may stand.
    return count == 2 ? .fenced(MarkdownCodeFence(mark, isQuoted: true)) : .marks(mark, count + 1)
  }

  private mutating func begin(with scalar: Unicode.Scalar) {
    guard !MarkdownTable.isBeforeRow(Character(scalar)), scalar != "|" else {
      hold(scalar)
      if scalar == "|" { context = .row }
      return
    }
    release()
    pass(scalar)
    context = scalar == "\n" ? .start : scalar == "`" || scalar == "~" ? .marks(scalar, 1) : .text
  }

  private mutating func readRow(_ scalar: Unicode.Scalar) {
    guard scalar != "\n" else { return endRow() }
    hold(scalar)
    guard length <= Self.longestRow else {
      release()
      context = .text
      return
    }
    // It may be a header itself.
    if table == nil, !"|-: \t\r".unicodeScalars.contains(scalar) { passHeader() }
  }

  private mutating func endRow() {
    let row = takeLine()
    context = .start
    if table != nil { return append(row) }
    if let header, let begun = MarkdownTable(header: header, delimiter: row) {
      (self.header, table) = (nil, begun)
    } else {
      passHeader()
      header = row
    }
  }

  private mutating func append(_ row: String) {
    table?.append(row)
    guard let full = table, full.rows.count >= (full.header.isEmpty ? 1 : Self.mostRows) else { return }
    add(full)
    table = full.continuation
  }

  /// What is held back belongs to no table any more.
  private mutating func release() {
    if let table, !table.header.isEmpty || !table.rows.isEmpty { add(table) }
    table = nil
    passHeader()
    pass(takeLine())
  }

  private mutating func hold(_ scalar: Unicode.Scalar) {
    line.unicodeScalars.append(scalar)
    length += 1
  }

  private mutating func takeLine() -> String {
    defer { (line, length) = ("", 0) }
    return line
  }

  private mutating func passHeader() {
    if let header { pass(header + "\n") }
    header = nil
  }

  private mutating func pass(_ scalar: Unicode.Scalar) { passed.unicodeScalars.append(scalar) }

  private mutating func pass(_ text: String) { passed += text }
}
