/// Keys that mean something else while the history is searched.
extension EditingSession {
  /// Whether the key ends the search; what acts on the line that was found does.
  func takeInSearch(_ key: Unicode.Scalar, _ line: EditedLine) -> Bool {
    switch key {
    case Self.control("R"): search?.older()
    case Self.control("S"): search?.newer()
    case "\u{7F}", Self.control("H"): search?.removeLast()
    case Self.control("G"): search?.giveUp()
    default: return true
    }
    showFound(in: line)
    if key == Self.control("G") { search = nil }
    return false
  }

  func takeInSearch(_ glyph: Glyph, _ line: EditedLine) {
    search?.add(glyph)
    showFound(in: line)
  }

  private func showFound(in line: EditedLine) {
    guard let search else { return }
    let cursor = glyphs.scalars(for: String(search.line.prefix(search.cursor))).count
    line.replace(by: glyphs.scalars(for: search.line), cursor: cursor)
  }

  private static func control(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(letter.value & 0x1F))
  }
}
