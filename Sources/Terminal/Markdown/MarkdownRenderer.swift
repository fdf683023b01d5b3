/// Styles Markdown while it streams, and changes nothing else: without the styles the text is the same, to the byte; but
/// for tables where the screen's width is known, whose columns are aligned.
///
/// All that was read is put out at once, but for a run of at most six marks whose meaning the next character decides, and
/// for the rows of a table (see ``MarkdownTableReader``).
package struct MarkdownRenderer: Sendable {
  enum Context: Sendable {
    case lineStart, text
    case fenced(MarkdownCodeFence)
  }

  private let isColourful: Bool
  /// Of the screen; `nil` leaves tables as they are.
  private let columns: (@Sendable () -> Int)?
  private var tables = MarkdownTableReader()
  /// Of the table that more rows may follow.
  private var widths: [Int]?
  private var held: MarkRun?
  private var pen = Pen()
  /// A run that is too long to mean anything; the rest of it is text.
  var overlong: Unicode.Scalar?
  var context = Context.lineStart
  var line = MarkdownLine()

  /// - Parameters:
  ///   - palette: without colour nothing is styled.
  ///   - columns: of the screen, for tables; asked anew for each, because windows change. `nil` leaves them as they are.
  package init(palette: Palette, columns: (@Sendable () -> Int)? = nil) {
    isColourful = palette.isColourful
    self.columns = columns
  }

  /// The same for a text that begins within a line.
  static func line(_ text: String) -> StyledText {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
    renderer.context = .text
    return renderer.render(text) + renderer.finish()
  }

  /// What can be shown of the text now that this piece of it has come.
  package mutating func render(_ piece: String) -> StyledText {
    var output = StyledText()
    if columns == nil { readText(piece, &output) } else { read(tables.read(piece), &output) }
    return output
  }

  /// What was held back, and the end of every style; the next piece begins a new text.
  package mutating func finish() -> StyledText {
    var output = StyledText()
    read(tables.finish(), &output)
    if let run = held { settle(run, before: nil, &output) }
    pen.change(to: [], output: &output)
    self = MarkdownRenderer(palette: Palette(isColourful: isColourful), columns: columns)
    return output
  }

  private mutating func read(_ parts: [MarkdownTableReader.Part], _ output: inout StyledText) {
    for part in parts {
      switch part {
      case .text(let text): readText(text, &output)
      case .table(let table): draw(table, &output)
      }
    }
  }

  /// Rows that go on with a table have its widths.
  private mutating func draw(_ table: MarkdownTable, _ output: inout StyledText) {
    let drawing = MarkdownTableDrawing(
      table, room: columns?() ?? 80, widths: table.header.isEmpty ? widths : nil, isColourful: isColourful)
    drawing.draw(with: &pen, to: &output)
    (widths, line, context) = (drawing.widths, MarkdownLine(), .lineStart)
  }

  private mutating func readText(_ text: String, _ output: inout StyledText) {
    guard isColourful else { return output.append(text) }
    for scalar in text.unicodeScalars { read(scalar, &output) }
  }

  private mutating func read(_ scalar: Unicode.Scalar, _ output: inout StyledText) {
    if held?.takes(scalar) == true { return beginFence(&output) }
    if let run = held {
      held = nil
      if settle(run, before: scalar, &output) { return }
    }
    if scalar == overlong { return write(scalar, line.styles, &output) }
    overlong = nil
    begin(scalar, &output)
  }

  private mutating func begin(_ scalar: Unicode.Scalar, _ output: inout StyledText) {
    switch context {
    case .fenced(var fence):
      readFenced(scalar, &fence, &output)
    case .lineStart where line.beginsBlock(with: scalar), .text where line.isMark(scalar):
      held = MarkRun(scalar)
    case .lineStart, .text:
      writeText(scalar, &output)
    }
  }

  private mutating func readFenced(
    _ scalar: Unicode.Scalar, _ fence: inout MarkdownCodeFence, _ output: inout StyledText
  ) {
    let reading = fence.read(scalar)
    context = .fenced(fence)
    if reading == .end {
      context = scalar == "\n" ? .lineStart : .text
      line = MarkdownLine()
      overlong = scalar == "\n" ? nil : scalar
    }
    write(scalar, scalar == "\n" ? [] : reading == .code ? [.cyan] : [.dim], &output)
  }

  /// Three marks at the start of a line are enough to know it.
  private mutating func beginFence(_ output: inout StyledText) {
    guard let run = held, case .lineStart = context, run.count == 3, run.mark == "`" || run.mark == "~" else {
      return
    }
    held = nil
    context = .fenced(MarkdownCodeFence(run.mark, isQuoted: line.isQuoted))
    for scalar in run.scalars { write(scalar, [.dim], &output) }
  }

  private mutating func writeText(_ scalar: Unicode.Scalar, _ output: inout StyledText) {
    if scalar == "\n" {
      context = .lineStart
      line.end()
      return write(scalar, [], &output)
    }
    if case .lineStart = context, scalar == ">" {
      line.quote()
      return write(scalar, [.dim], &output)
    }
    if !scalar.properties.isWhitespace { context = .text }
    write(scalar, line.styles(of: scalar), &output)
  }

  mutating func writePlain(_ run: MarkRun, _ output: inout StyledText) {
    for scalar in run.scalars { write(scalar, line.styles(of: scalar), &output) }
  }

  mutating func write(_ run: MarkRun, _ styles: Set<Style>, _ output: inout StyledText) {
    for scalar in run.scalars { write(scalar, styles, &output) }
  }

  mutating func write(_ scalar: Unicode.Scalar, _ styles: Set<Style>, _ output: inout StyledText) {
    pen.write(scalar, in: styles, to: &output)
  }
}
