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

  private let event: () -> KeyEvent
  private let isByteThere: (_ patience: CInt) -> Bool
  private var decoder = ScalarDecoder()
  private var ahead: [Input] = []

  /// - Parameters:
  ///   - event: waits for the next.
  ///   - isMoreThere: whether it would not have to wait, or not longer than so many milliseconds.
  init(_ event: @escaping () -> KeyEvent, isMoreThere: @escaping (_ patience: CInt) -> Bool) {
    self.event = event
    isByteThere = isMoreThere
  }

  /// Where nobody types.
  static var nothing: InputDecoder { InputDecoder({ .end }, isMoreThere: { _ in false }) }

  /// Whether the next is there already.
  var isMoreThere: Bool { isMoreThere(within: 0) }

  /// Marks and joiners that have come together with a character belong to it.
  mutating func next() -> Event {
    switch input() {
    case .end: return .end
    case .signal(let signal): return .signal(signal)
    case .scalar("\u{1B}") where follows(Self.pasteBegins): return pasted()
    case .scalar(let scalar) where scalar.isASCII && scalar.isControl: return .control(scalar)
    case .scalar(let scalar): return .glyph(Glyph(joined(to: scalar)))
    }
  }

  /// What terminals send behind an escape character before and after pasted text.
  private static let pasteBegins = Array("[200~".unicodeScalars)
  private static let pasteEnds = Array("\u{1B}[201~".unicodeScalars)
  /// So long, in milliseconds, the rest of a sequence may be on its way.
  private static let patience: CInt = 20

  private mutating func pasted() -> Event {
    var scalars: [Unicode.Scalar] = []
    while !scalars.suffix(Self.pasteEnds.count).elementsEqual(Self.pasteEnds) {
      switch input() {
      case .scalar(let scalar): scalars.append(scalar)
      // What was not pasted to its end is not wanted.
      case .signal(let signal): return .signal(signal)
      case .end: return .end
      }
    }
    return .pasted(PastedText.lines(of: scalars.dropLast(Self.pasteEnds.count)))
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
    ahead = taken + ahead
    return false
  }

  private func isMoreThere(within patience: CInt) -> Bool { !ahead.isEmpty || isByteThere(patience) }

  private mutating func joined(to first: Unicode.Scalar) -> [Unicode.Scalar] {
    var scalars = [first]
    while isMoreThere {
      let next = input()
      guard case .scalar(let scalar) = next, Glyph.joins(scalars, scalar) else {
        ahead.insert(next, at: 0)
        break
      }
      scalars.append(scalar)
    }
    return scalars
  }

  private mutating func input() -> Input {
    while ahead.isEmpty {
      switch event() {
      case .byte(let byte): ahead += decoder.read(byte).map { .scalar($0) }
      case .signal(let signal): return .signal(signal)
      case .end: return .end
      }
    }
    return ahead.removeFirst()
  }
}
