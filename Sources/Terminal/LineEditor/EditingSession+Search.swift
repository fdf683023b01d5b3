/// Keys that mean something else while the history is searched.
extension EditingSession {
  func takeInSearch(_ key: Unicode.Scalar) {
    switch key {
    case Self.control("R"): search?.older()
    case Self.control("S"): search?.newer()
    case "\u{7F}", Self.control("H"): search?.removeLast()
    case Self.control("G"):
      search?.giveUp()
      return endSearch([])
    // Anything else acts on the line that was found.
    default: return endSearch([key])
    }
    queue.append(Command.showFound.key)
  }

  private func endSearch(_ keys: [Unicode.Scalar]) {
    isSearchOver = true
    queue += [Command.showFound.key] + keys
  }

  private static func control(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(letter.value & 0x1F))
  }
}
