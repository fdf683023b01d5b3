/// Breaks text into lines between its words while it streams, where a terminal would break them within.
///
/// Lines of code, of tables and of fenced blocks stay as they are; what is continued stands below the text of its
/// item, or behind the marks of its quotation. A word that is wider than a line begins one and is left to the terminal
/// to break, so that it is copied whole. All that was read is put out at once, but for the last word and the white
/// space before it.
package struct WordWrapper: Sendable {
  private var width = 80
  private var layout = LineLayout()
  /// A character that the next scalar may still belong to.
  private var cluster = ""
  /// Where the cursor is, and where the text of this line on the screen began.
  private var column = 0
  private var textColumn = 0
  /// White space that is shown with the word behind it, or never.
  private var gap = StyledText()
  private var gapColumns = 0
  private var word = StyledText()
  private var wordColumns = 0
  private var isOverlong = false
  private var previous: Character?

  /// A wrapper at the start of a text.
  package init() {}

  /// What can be shown of the text now that this piece of it has come; control characters in it are shown visibly.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal, which may have changed.
  ///   - margin: where lines are continued, if not where their own beginning says.
  package mutating func wrap(_ text: StyledText, width: Int, continuedAt margin: Int? = nil) -> StyledText {
    self.width = width
    if let margin { layout.beginText(continuedAt: margin) }
    var output = StyledText()
    for run in text.runs {
      if !run.switching.isEmpty { change(run.switching, &output) }
      for scalar in ControlCharacterFilter.visible(run.text).unicodeScalars { read(scalar, &output) }
    }
    return output
  }

  /// What was held back; the next piece begins a new text.
  package mutating func finish() -> StyledText {
    var output = StyledText()
    endCluster(&output)
    endWord(&output)
    showGap(&output)
    self = WordWrapper()
    return output
  }

  private mutating func change(_ sequence: String, _ output: inout StyledText) {
    endCluster(&output)
    if !word.isEmpty {
      word.change(sequence)
    } else if !gap.isEmpty {
      gap.change(sequence)
    } else {
      output.change(sequence)
    }
  }

  private mutating func read(_ scalar: Unicode.Scalar, _ output: inout StyledText) {
    if Self.joins(cluster, scalar) {
      cluster.unicodeScalars.append(scalar)
      return
    }
    endCluster(&output)
    // What ends a word never waits itself.
    if scalar == " " || scalar == "\n" || scalar == "\t" {
      read(Character(scalar), &output)
    } else {
      cluster = String(scalar)
    }
  }

  private static func joins(_ cluster: String, _ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII, !cluster.isEmpty else { return false }
    var joined = cluster
    joined.unicodeScalars.append(scalar)
    return joined.count == 1
  }

  private mutating func endCluster(_ output: inout StyledText) {
    guard let character = cluster.first else { return }
    cluster = ""
    read(character, &output)
  }
}

extension WordWrapper {
  private mutating func read(_ character: Character, _ output: inout StyledText) {
    if character == "\n" { return endLine(&output) }
    if layout.isVerbatim {
      layout.read(character)
      return show(character, &output)
    }
    if character.isGap { return readGap(character, &output) }
    if let previous, !word.isEmpty || isOverlong, character.canBegin(after: previous) { endWord(&output) }
    readWord(character, &output)
  }

  private mutating func readGap(_ character: Character, _ output: inout StyledText) {
    endWord(&output)
    if layout.isOpening {
      layout.extendMargin(by: character)
      return showMargin(character, &output)
    }
    gapColumns += columns(of: character, at: column + gapColumns)
    gap.append(String(character))
  }

  private mutating func readWord(_ character: Character, _ output: inout StyledText) {
    previous = character
    if isOverlong { return show(character, &output) }
    if word.isEmpty, layout.isOpening {
      if layout.quotes(character) { return showMargin(character, &output) }
      if layout.isCode(beginningWith: character) { return show(character, &output) }
    }
    wordColumns += columns(of: character, at: column + gapColumns + wordColumns)
    word.append(String(character))
    if layout.isOpening, layout.beginsFence(with: word.text) { return showWord(&output) }
    fit(&output)
  }

  /// Begins a line where the word needs one; no more than that is certain before the word has ended.
  private mutating func fit(_ output: inout StyledText) {
    guard !fits else { return }
    if column > textColumn {
      beginLine(with: layout.margin(within: width))
      guard !fits else { return }
    }
    guard wordColumns > width else { return }
    layout.beginText()
    showWord(&output)
    isOverlong = true
  }

  private var fits: Bool { column + gapColumns + wordColumns <= width }

  private mutating func beginLine(with margin: String) {
    gap = gap.isEmpty ? StyledText("\n" + margin) : gap.replacingText(with: "\n" + margin)
    gapColumns = TextWidth.columns(of: margin)
    (column, textColumn) = (0, gapColumns)
  }

  private mutating func endWord(_ output: inout StyledText) {
    defer { (isOverlong, previous) = (false, nil) }
    guard !word.isEmpty else { return }
    let text = word.text
    showWord(&output)
    if layout.endWord(text) { textColumn = column }
  }

  private mutating func endLine(_ output: inout StyledText) {
    endWord(&output)
    showGap(&output)
    output.append("\n")
    layout.endLine()
    (column, textColumn) = (0, 0)
  }
}

extension WordWrapper {
  private mutating func show(_ character: Character, _ output: inout StyledText) {
    advance(by: columns(of: character, at: column))
    output.append(String(character))
  }

  private mutating func showMargin(_ character: Character, _ output: inout StyledText) {
    show(character, &output)
    textColumn = column
  }

  private mutating func showWord(_ output: inout StyledText) {
    if !fits, wordColumns <= width { beginLine(with: "") }
    output.append(gap)
    column += gapColumns
    output.append(word)
    for character in word.text { advance(by: columns(of: character, at: column)) }
    (gap, gapColumns, word, wordColumns) = (StyledText(), 0, StyledText(), 0)
  }

  /// White space at the end of a line, which is no reason to begin another.
  private mutating func showGap(_ output: inout StyledText) {
    output.append(column + gapColumns <= width ? gap : gap.replacingText(with: ""))
    (gap, gapColumns) = (StyledText(), 0)
  }

  /// Moves as the terminal's cursor does.
  private mutating func advance(by columns: Int) {
    column = column + columns > width ? columns : column + columns
  }

  private func columns(of character: Character, at column: Int) -> Int {
    character == "\t" ? 8 - column % 8 : TextWidth.columns(of: String(character))
  }
}
