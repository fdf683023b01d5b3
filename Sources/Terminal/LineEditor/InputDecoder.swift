/// Puts what is typed together to glyphs.
struct InputDecoder {
  /// What a person may do next.
  enum Event: Equatable {
    case glyph(Glyph)
    /// A control character: a key, or the beginning of one.
    case control(Unicode.Scalar)
    /// Text that was not typed, with newlines between its lines.
    case pasted(String)
    case signal(CInt)
    /// The terminal is gone.
    case end
  }

  private enum Input: Equatable {
    case scalar(Unicode.Scalar)
    case signal(CInt)
    case end
  }

  private let source: KeySource
  /// Whether lines that come together are one text.
  private let joinsLines: (() -> Bool)?
  private var decoder: ScalarDecoder
  private var ahead: [Input]
  /// How many of them are taken.
  private var place = 0

  /// - Parameters:
  ///   - source: where the bytes come from.
  ///   - joinsLines: asked at the end of a line, whether those that come together with it, as in a paste that the
  ///     terminal does not mark, are one text with it; `nil`: never.
  ///   - earlier: has perhaps read further than it has told.
  init(_ source: KeySource, joinsLines: (() -> Bool)? = nil, after earlier: InputDecoder? = nil) {
    self.source = source
    self.joinsLines = joinsLines
    // The last bytes may be a half of a character.
    decoder = earlier?.decoder ?? ScalarDecoder()
    ahead = earlier.map { Array($0.ahead[$0.place...]) } ?? []
  }

  /// Whether the next is there already.
  var isMoreThere: Bool { isMoreThere(within: 0) }

  /// Marks and joiners that have come together with a character belong to it.
  mutating func next() -> Event {
    switch input() {
    case .end: return .end
    case .signal(let signal): return .signal(signal)
    case .scalar("\u{1B}") where follows(Self.pasteBegins): return pasted()
    case .scalar(let scalar) where scalar.isNewline && joinsLines?() == true && isContinued(scalar):
      return .pasted(burst(beginningWith: "\n"))
    case .scalar(let scalar) where scalar.isASCII && scalar.isControl: return .control(scalar)
    case .scalar(let scalar):
      if joinsLines != nil, isBurst { return .pasted(burst(beginningWith: scalar)) }
      return .glyph(Glyph(joined(to: scalar)))
    }
  }

  /// What terminals send behind an escape character before and after pasted text.
  private static let pasteBegins = Array("[200~".unicodeScalars)
  private static let pasteEnds = Array("\u{1B}[201~".unicodeScalars)
  /// So long, in milliseconds, the rest of a sequence may be on its way.
  private static let patience: CInt = 20

  private mutating func pasted() -> Event {
    var scalars: [Unicode.Scalar] = []
    while true {
      takeBytesThere()
      switch input() {
      case .scalar(let scalar): scalars.append(scalar)
      // What was not pasted to its end is not wanted.
      case .signal(let signal): return .signal(signal)
      case .end: return .end
      }
      guard scalars.last == Self.pasteEnds.last, scalars.suffix(Self.pasteEnds.count) == Self.pasteEnds[...]
      else { continue }
      return .pasted(PastedText.lines(of: scalars.dropLast(Self.pasteEnds.count)))
    }
  }

  /// Whether these scalars come next; then they are taken.
  private mutating func follows(_ scalars: [Unicode.Scalar]) -> Bool {
    var taken: [Input] = []
    for scalar in scalars {
      guard isMoreThere(within: taken.isEmpty ? 0 : Self.patience) else { break }
      taken.append(input())
      if taken.last != .scalar(scalar) { break }
    }
    if taken == scalars.map({ .scalar($0) }) { return true }
    putBack(taken)
    return false
  }

  private func isMoreThere(within patience: CInt) -> Bool {
    place < ahead.count || source.isMoreThere(patience)
  }

  private mutating func joined(to first: Unicode.Scalar) -> [Unicode.Scalar] {
    var scalars = [first]
    while isMoreThere {
      let next = input()
      guard case .scalar(let scalar) = next, Glyph.joins(scalars, scalar) else {
        putBack([next])
        break
      }
      scalars.append(scalar)
    }
    return scalars
  }

  private mutating func input() -> Input {
    while place == ahead.count {
      (ahead, place) = ([], 0)
      switch source.next() {
      case .byte(let byte): decoder.read(byte) { ahead.append(.scalar($0)) }
      case .signal(let signal): return .signal(signal)
      case .end: return .end
      }
    }
    defer { place += 1 }
    return ahead[place]
  }

  private mutating func putBack(_ inputs: [Input]) {
    // Mostly they stand there still, before much that is not taken yet.
    let start = max(0, place - inputs.count)
    ahead.replaceSubrange(start..<place, with: inputs)
    place = start
  }

  private mutating func takeBytesThere() {
    guard place == ahead.count else { return }
    (ahead, place) = ([], 0)
    for byte in source.bytesThere() { decoder.read(byte) { ahead.append(.scalar($0)) } }
  }
}

/// Text that was pasted where the terminal does not say so.
extension InputDecoder {
  /// So long, in milliseconds, the next line of a text may be on its way.
  private static let linePatience: CInt = 20
  /// So many bytes at once nobody types.
  private static let leastBurst = 512

  /// Whether text follows a newline at once, so that nobody has typed it; of a return and a newline only one is left.
  private mutating func isContinued(_ newline: Unicode.Scalar) -> Bool {
    guard isUnmarkedMoreThere(within: Self.linePatience) else { return false }
    let next = input()
    if newline == "\r", next == .scalar("\n") { return isContinued("\n") }
    putBack([next])
    guard case .scalar(let scalar) = next else { return false }
    return scalar.isText
  }

  private func isUnmarkedMoreThere(within patience: CInt) -> Bool {
    // What was typed ahead has been typed line by line.
    place < ahead.count || source.isMoreThere(patience) && source.bytesWaiting() > 0
  }

  private var isBurst: Bool { place == ahead.count && source.bytesWaiting() >= Self.leastBurst }

  /// All that comes in one go, but for a newline at its end, which is a key.
  private mutating func burst(beginningWith first: Unicode.Scalar) -> String {
    var scalars = [first]
    while isMoreThere(within: Self.linePatience) {
      takeBytesThere()
      let next = input()
      guard case .scalar(let scalar) = next, scalar.isText else {
        putBack([next])
        break
      }
      scalars.append(scalar)
    }
    if let last = scalars.last, last.isNewline, place == ahead.count {
      scalars.removeLast()
      if last == "\n", scalars.last == "\r" { scalars.removeLast() }
      putBack([.scalar("\r")])
    }
    return PastedText.lines(of: scalars)
  }
}

extension Unicode.Scalar {
  fileprivate var isNewline: Bool { self == "\r" || self == "\n" }

  /// Whether it can be in a text, and is no key.
  fileprivate var isText: Bool { !isControl || isNewline || self == "\t" }
}
