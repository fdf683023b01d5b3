/// A fenced code block, from its opening line on.
struct MarkdownCodeFence: Sendable {
  private enum Line {
    case opening, info, start
    case marks(Int)
    case space(Int)
    case code
  }

  private let mark: Unicode.Scalar
  private let isQuoted: Bool
  private var length = 3
  private var line = Line.opening

  /// Begins behind the third mark.
  init(_ mark: Unicode.Scalar, isQuoted: Bool) {
    self.mark = mark
    self.isQuoted = isQuoted
  }

  /// What a character of the block means for the block.
  enum Reading { case fence, code, end }

  mutating func read(_ scalar: Unicode.Scalar) -> Reading {
    switch line {
    case .opening, .info: return readOpening(scalar)
    case .start, .marks, .space, .code: return readCode(scalar)
    }
  }

  private mutating func readOpening(_ scalar: Unicode.Scalar) -> Reading {
    if scalar == "\n" {
      line = .start
    } else if scalar == mark, case .opening = line {
      length += 1
    } else if scalar == mark, mark == "`" {
      // "```like this```" is code in a line.
      return .end
    } else {
      line = .info
    }
    return .fence
  }

  private mutating func readCode(_ scalar: Unicode.Scalar) -> Reading {
    if scalar == "\n" {
      if isClosed { return .end }
      line = .start
      return .code
    }
    line = following(scalar)
    return .code
  }

  private var isClosed: Bool {
    switch line {
    case .marks(let count), .space(let count): count >= length
    case .opening, .info, .start, .code: false
    }
  }

  private func following(_ scalar: Unicode.Scalar) -> Line {
    switch line {
    case .start where scalar == " " || scalar == "\t" || isQuoted && scalar == ">": .start
    case .start where scalar == mark: .marks(1)
    case .marks(let count) where scalar == mark: .marks(count + 1)
    case .marks(let count), .space(let count):
      scalar.properties.isWhitespace && count >= length ? .space(count) : .code
    case .opening, .info, .start, .code: .code
    }
  }
}
