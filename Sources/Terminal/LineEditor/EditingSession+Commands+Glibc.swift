import CEditline
import Glibc

/// What the keys do that libedit leaves to us. Each answers what libedit has to draw.
extension EditingSession {
  func run(_ command: Command, _ editor: OpaquePointer) -> CInt {
    let line = EditedLine(editor)
    return switch command {
    case .older: older(line)
    case .newer: newer(line)
    case .search: beginSearch(line)
    case .showFound: showFound(line)
    case .complete: complete(line)
    case .showList: showList(line, editor)
    case .paste: paste(line)
    }
  }

  private func older(_ line: EditedLine) -> CInt {
    if let up = motion(line).up {
      line.move(to: up)
      return CC_REFRESH
    }
    guard let entry = walk.older(than: glyphs.text(of: line.all)) else { return CC_ERROR }
    return show(entry, in: line)
  }

  private func newer(_ line: EditedLine) -> CInt {
    if let down = motion(line).down {
      line.move(to: down)
      return CC_REFRESH
    }
    guard let entry = walk.newer() else { return CC_ERROR }
    return show(entry, in: line)
  }

  private func motion(_ line: EditedLine) -> LineMotion {
    LineMotion(text: line.all, cursor: line.before.count)
  }

  private func show(_ text: String, in line: EditedLine) -> CInt {
    let scalars = glyphs.scalars(for: text)
    line.replace(by: scalars, cursor: scalars.count)
    return CC_REFRESH
  }

  private func beginSearch(_ line: EditedLine) -> CInt {
    search = HistorySearch(in: history, draft: glyphs.text(of: line.all))
    showPrompt()
    return CC_REFRESH
  }

  private func showFound(_ line: EditedLine) -> CInt {
    guard let found = search else { return CC_NORM }
    let cursor = glyphs.scalars(for: String(found.line.prefix(found.cursor))).count
    line.replace(by: glyphs.scalars(for: found.line), cursor: cursor)
    if isSearchOver { (search, isSearchOver) = (nil, false) }
    showPrompt()
    return CC_REFRESH
  }

  private func complete(_ line: EditedLine) -> CInt {
    guard let completion else { return CC_ERROR }
    let before = glyphs.text(of: line.before)
    let possible = completion(before + glyphs.text(of: line.after), before.count)
    let step = CompletionStep(possible, before: before)
    guard let completed = step.before else { return CC_ERROR }
    line.replaceBefore(by: glyphs.scalars(for: completed))
    if !step.shown.isEmpty { prepareList(step.shown, line) }
    return CC_REFRESH
  }

  /// The list goes below all rows of the line, so the cursor goes to its end first.
  private func prepareList(_ candidates: [Completion.Candidate], _ line: EditedLine) {
    listing = (CompletionList(candidates, on: size).lines, line.before.count)
    line.move(to: line.all.count)
    queue.append(Command.showList.key)
  }

  private func showList(_ line: EditedLine, _ editor: OpaquePointer) -> CInt {
    guard let listing else { return CC_NORM }
    terminal.write((["\r"] + listing.lines).joined(separator: "\r\n") + "\r\n")
    line.move(to: listing.cursor)
    self.listing = nil
    _ = editline_refresh(editor)
    return CC_NORM
  }

  private func paste(_ line: EditedLine) -> CInt {
    // A signal that came instead of the end is taken when libedit asks for the next key.
    guard let text = typing.text(upTo: "\u{1B}[201~") else { return CC_NORM }
    line.insert(glyphs.scalars(for: PastedText.lines(of: text)))
    return CC_REFRESH
  }
}
