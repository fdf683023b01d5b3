/// What the keys do that libedit leaves to us.
extension EditingSession {
  /// Whether there was something to do.
  func run(_ command: EditorCommand, on line: EditedLine) -> Bool {
    switch command {
    case .older: older(line)
    case .newer: newer(line)
    case .search: beginSearch(line)
    case .complete: complete(line)
    case .clear: clear()
    case .paste: insertPasted(line)
    }
  }

  /// Puts the text that was pasted into the line, if that is still to be done.
  @discardableResult
  func insertPasted(_ line: EditedLine) -> Bool {
    guard let text = pasted else { return false }
    pasted = nil
    line.insert(glyphs.scalars(for: text))
    return true
  }

  private func older(_ line: EditedLine) -> Bool {
    if let up = motion(line).up { return line.move(to: up) }
    return show(walk.older(than: glyphs.text(of: line.all)), in: line)
  }

  private func newer(_ line: EditedLine) -> Bool {
    if let down = motion(line).down { return line.move(to: down) }
    return show(walk.newer(), in: line)
  }

  private func motion(_ line: EditedLine) -> LineMotion {
    LineMotion(text: line.all, cursor: line.before.count)
  }

  private func show(_ text: String?, in line: EditedLine) -> Bool {
    guard let text else { return false }
    let scalars = glyphs.scalars(for: text)
    return line.replace(by: scalars, cursor: scalars.count)
  }

  private func beginSearch(_ line: EditedLine) -> Bool {
    search = HistorySearch(in: history, draft: glyphs.text(of: line.all))
    return true
  }

  private func complete(_ line: EditedLine) -> Bool {
    guard let completion else { return false }
    let before = glyphs.text(of: line.before)
    let possible = completion(before + glyphs.text(of: line.after), before.count)
    let step = CompletionStep(possible, before: before)
    guard let completed = step.before else { return false }
    line.replaceBefore(by: glyphs.scalars(for: completed))
    if !step.shown.isEmpty { show(CompletionList(step.shown, on: size), below: line) }
    return true
  }

  private func show(_ list: CompletionList, below line: EditedLine) {
    draw(line)
    terminal.write(below() + list.lines.map { $0 + "\r\n" }.joined())
  }
}
