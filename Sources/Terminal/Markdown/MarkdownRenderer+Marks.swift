/// What marks mean, once the character behind them is known.
extension MarkdownRenderer {
  /// Puts out a run of marks whose meaning is known now; whether that has settled the next character, too.
  @discardableResult
  mutating func settle(_ run: MarkRun, before next: Unicode.Scalar?, _ output: inout StyledText) -> Bool {
    if case .lineStart = context, settleAtStart(run, before: next, &output) { return false }
    context = .text
    switch run.mark {
    case "\\": return settleEscape(before: next, &output)
    case "`", "*", "_": settleMarks(run, before: next, &output)
    default: writePlain(run, &output)
    }
    return false
  }

  private mutating func settleAtStart(
    _ run: MarkRun, before next: Unicode.Scalar?, _ output: inout StyledText
  ) -> Bool {
    let isApart = next.map { $0.properties.isWhitespace } ?? true
    switch run.mark {
    case "#" where isApart:
      line.beginHeading()
      context = .text
      write(run, [.dim], &output)
    case "-" where isApart, "+" where isApart, "*" where isApart && run.count == 1,
      _ where isApart && run.isNumber:
      line.beginItem()
      write(run, [.yellow], &output)
    default: return false
    }
    return true
  }

  private mutating func settleMarks(_ run: MarkRun, before next: Unicode.Scalar?, _ output: inout StyledText)
  {
    guard next != run.mark else {
      overlong = run.mark
      return writePlain(run, &output)
    }
    let isMeant = run.mark == "`" ? line.quoteCode(run) : line.emphasise(run, before: next)
    write(run, isMeant ? [.dim] : line.styles, &output)
  }

  private mutating func settleEscape(before next: Unicode.Scalar?, _ output: inout StyledText) -> Bool {
    guard let next, next.isASCII, next.properties.isPatternSyntax || next == "_" else {
      writePlain(MarkRun("\\"), &output)
      return false
    }
    write("\\", [.dim], &output)
    write(next, line.styles, &output)
    line.take(next)
    return true
  }
}
