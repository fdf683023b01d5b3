/// What a line of Markdown begins with, as far as it says whether and how the line may be continued in another.
struct LineLayout: Sendable {
  private enum Context: Sendable {
    /// White space and marks.
    case opening
    case text
    /// Code or a table.
    case verbatim
    case fenced(MarkdownCodeFence)
  }

  private enum Line: Sendable { case blank, text, code }

  private var context = Context.opening
  /// What stands before the text of a line that is continued.
  private var margin = ""
  private var hasMark = false
  private var last = Line.blank
  private var isInList = false

  var isOpening: Bool { if case .opening = context { true } else { false } }

  /// Whether the line is to stay as it is, whatever its width.
  var isVerbatim: Bool {
    switch context {
    case .opening, .text: false
    case .verbatim, .fenced: true
    }
  }

  /// What a line is continued with; nothing where it would leave too little room for the text.
  func margin(within width: Int) -> String { TextWidth.columns(of: margin) <= width - 16 ? margin : "" }

  /// Takes white space before the text.
  mutating func extendMargin(by character: Character) { margin.append(character) }

  /// Whether the character before the text is the mark of a quotation; then it is taken.
  mutating func quotes(_ character: Character) -> Bool {
    guard character == ">" else { return false }
    margin.append(character)
    hasMark = true
    return true
  }

  /// Whether the line is code or belongs to a table because its text begins with this character here.
  mutating func isCode(beginningWith character: Character) -> Bool {
    let isIndented = !hasMark && !isInList && last != .text && margin.first?.isWhitespace == true
    guard character == "|" || isIndented && (margin.contains("\t") || margin.count >= 4) else { return false }
    last = character == "|" ? .text : .code
    context = .verbatim
    return true
  }

  /// Whether the first word of the text opens a fenced block; then the block has begun.
  mutating func beginsFence(with word: String) -> Bool {
    guard word == "```" || word == "~~~", let mark = word.unicodeScalars.first else { return false }
    context = .fenced(MarkdownCodeFence(mark, isQuoted: margin.contains(">")))
    return true
  }

  mutating func beginText() {
    if margin.isEmpty, last == .blank { isInList = false }
    context = .text
  }

  /// - Parameter column: where the line is continued.
  mutating func beginText(continuedAt column: Int) {
    context = .text
    margin = String(repeating: " ", count: column)
  }

  /// Takes a word that has ended; whether it was the mark of a list's item, and the text is still to come.
  mutating func endWord(_ word: String) -> Bool {
    guard case .opening = context else { return false }
    guard Self.isItem(word) else {
      beginText()
      return false
    }
    margin += String(repeating: " ", count: TextWidth.columns(of: word))
    (hasMark, isInList) = (true, true)
    return true
  }

  /// Takes a character of a line that stays as it is.
  mutating func read(_ character: Character) {
    guard case .fenced(var fence) = context else { return }
    var reading = MarkdownCodeFence.Reading.code
    for scalar in character.unicodeScalars { reading = fence.read(scalar) }
    // "```like this```" is code in a line.
    context = reading == .end ? .text : .fenced(fence)
  }

  mutating func endLine() {
    switch context {
    case .fenced(var fence):
      guard fence.read("\n") == .end else {
        context = .fenced(fence)
        return
      }
      last = .blank
    case .opening: last = hasMark ? .text : .blank
    case .text: last = .text
    case .verbatim: break
    }
    (context, margin, hasMark) = (.opening, "", false)
  }

  /// `-`, `*`, `+`, a bullet, `1.` or `23)`.
  private static func isItem(_ word: String) -> Bool {
    if ["-", "*", "+", "•"].contains(word) { return true }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    return 1...9 ~= digits.count && [".", ")"].contains(word.dropFirst(digits.count))
  }
}
