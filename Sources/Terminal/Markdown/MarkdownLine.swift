/// What is open in a line of Markdown, and what its characters look like because of it.
struct MarkdownLine: Sendable {
  private enum Link: Sendable {
    case none, closed, opening
    case destination(Int)
  }

  private(set) var isQuoted = false
  /// The character before the one to come; `nil` at the start of the line.
  private(set) var previous: Unicode.Scalar?
  private var isBlank = true
  private var emphasis = Emphasis()
  private var codeMarks: Int?
  private var isHeading = false
  private var link = Link.none

  /// Whether the scalar may mean something behind the start of a line.
  func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if case .destination = link { return false }
    return scalar == "`" || codeMarks == nil && "*_\\".unicodeScalars.contains(scalar)
  }

  /// Whether the scalar may mean something at the start of a line.
  func beginsBlock(with scalar: Unicode.Scalar) -> Bool {
    isMark(scalar) || "#-+~".unicodeScalars.contains(scalar) || ("0"..."9").contains(scalar)
  }

  var styles: Set<Style> {
    var styles = emphasis.styles
    if isHeading { styles.insert(.bold) }
    if codeMarks != nil { styles.insert(.cyan) }
    if case .destination = link { styles.formUnion([.blue, .underlined]) }
    return styles
  }

  /// Takes a character of the text, and says what it looks like.
  mutating func styles(of scalar: Unicode.Scalar) -> Set<Style> {
    if codeMarks == nil { follow(scalar) }
    note(scalar)
    return styles
  }

  /// Takes a character that means nothing whatever it is.
  mutating func take(_ scalar: Unicode.Scalar) {
    link = .none
    note(scalar)
  }

  private mutating func note(_ scalar: Unicode.Scalar) {
    previous = scalar
    if !scalar.properties.isWhitespace { isBlank = false }
  }

  mutating func quote() {
    isQuoted = true
    emphasis.reset()
  }

  mutating func beginItem() {
    emphasis.reset()
    isBlank = false
    previous = " "
  }

  mutating func beginHeading() {
    emphasis.reset()
    isHeading = true
  }

  /// Emphasis goes on behind the end of a line, but not behind an empty one.
  mutating func end() {
    let open = isBlank || isHeading ? Emphasis() : emphasis
    self = MarkdownLine()
    emphasis = open
  }

  /// Whether the run of `*` or `_` before the scalar opens or closes something.
  mutating func emphasise(_ run: MarkRun, before next: Unicode.Scalar?) -> Bool {
    defer { take(run.mark) }
    return emphasis.takes(run.mark, count: run.count, between: previous, and: next)
  }

  /// Whether the run of backquotes opens or closes something.
  mutating func quoteCode(_ run: MarkRun) -> Bool {
    take(run.mark)
    if let open = codeMarks, open != run.count { return false }
    codeMarks = codeMarks == nil ? run.count : nil
    return true
  }

  private mutating func follow(_ scalar: Unicode.Scalar) {
    switch (link, scalar) {
    case (.closed, "("): link = .opening
    case (.opening, ")"), (.destination(0), ")"): link = .none
    case (.opening, _): link = scalar.properties.isWhitespace ? .none : .destination(0)
    case (.destination(let depth), "("): link = .destination(depth + 1)
    case (.destination(let depth), ")"): link = .destination(depth - 1)
    case (.destination, _): if scalar.properties.isWhitespace { link = .none }
    default: link = scalar == "]" ? .closed : .none
    }
  }
}
