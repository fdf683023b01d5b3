/// Puts what is typed together to glyphs.
struct Typing {
  /// What a person may do next.
  enum Event: Equatable {
    case glyph(Glyph)
    /// A control character: a key, or the beginning of one.
    case control(Unicode.Scalar)
    case signal(CInt)
    /// The terminal is gone.
    case end
  }

  private enum Input: Equatable { case scalar(Unicode.Scalar), signal(CInt), end }

  private let stroke: () -> Stroke
  private let isByteThere: () -> Bool
  private var decoder = ScalarDecoder()
  private var ahead: [Input] = []

  /// - Parameters:
  ///   - stroke: waits for the next.
  ///   - isMoreThere: whether it would not have to wait.
  init(_ stroke: @escaping () -> Stroke, isMoreThere: @escaping () -> Bool) {
    self.stroke = stroke
    isByteThere = isMoreThere
  }

  /// Where nobody types.
  static var nothing: Typing { Typing({ .end }, isMoreThere: { false }) }

  /// Whether the next is there already.
  var isMoreThere: Bool { !ahead.isEmpty || isByteThere() }

  /// Marks and joiners that have come together with a character belong to it.
  mutating func next() -> Event {
    switch input() {
    case .end: return .end
    case .signal(let signal): return .signal(signal)
    case .scalar(let scalar) where scalar.isASCII && scalar.isControl: return .control(scalar)
    case .scalar(let scalar): return .glyph(Glyph(joined(to: scalar)))
    }
  }

  /// What comes up to the ending, which is dropped; `nil` if a signal or the end came before it.
  mutating func text(upTo ending: String) -> String? {
    let ending = Array(ending.unicodeScalars)
    var scalars: [Unicode.Scalar] = []
    while !scalars.suffix(ending.count).elementsEqual(ending) {
      let next = input()
      guard case .scalar(let scalar) = next else {
        ahead.insert(next, at: 0)
        return nil
      }
      scalars.append(scalar)
    }
    return String(String.UnicodeScalarView(scalars.dropLast(ending.count)))
  }

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
      switch stroke() {
      case .byte(let byte): ahead += decoder.read(byte).map { .scalar($0) }
      case .signal(let signal): return .signal(signal)
      case .end: return .end
      }
    }
    return ahead.removeFirst()
  }
}
