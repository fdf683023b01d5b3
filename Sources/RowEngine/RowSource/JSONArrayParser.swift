import Wire

/// Reads the objects of one JSON array, in the memory that one of them takes.
struct JSONArrayParser: RowParser {
  private enum State { case opening, first, following, ended }

  let longest: Int
  private var state = State.opening

  init(longest: Int) {
    self.longest = longest
  }

  mutating func next(in window: inout InputWindow) throws -> Row.Content? {
    switch try element(in: &window, Row.Content.object(in:)) {
    case .success(let content): content
    case .failure(let problem): .unusable(problem)
    case nil: nil
    }
  }

  /// Takes the next element off the input, and makes something of its bytes.
  ///
  /// - Returns: `nil` at the end.
  /// - Throws: ``RowInputFailure`` for what is no array of objects.
  mutating func element<Content>(
    in window: inout InputWindow, _ make: (UnsafeBufferPointer<UInt8>) throws -> Content
  ) throws -> Result<Content, RowProblem>? {
    guard try goOn(in: &window) else { return nil }
    var boundary = JSONElementBoundary()
    guard let cut = try window.cut(&boundary, longest: longest), !boundary.isCutOff else {
      throw RowInputFailure.cutOff
    }
    guard case .row(let end) = cut else { return .failure(.tooLong(limit: longest)) }
    let content = try window.withBytes { try make(UnsafeBufferPointer(rebasing: $0[..<end.content])) }
    window.consume(end.length)
    return .success(content)
  }

  /// Goes up to the next element.
  ///
  /// - Returns: false at the end.
  /// - Throws: ``RowInputFailure`` for what is no array.
  private mutating func goOn(in window: inout InputWindow) throws -> Bool {
    if state == .opening {
      guard let byte = try window.nextMark() else { return false }
      guard byte == UInt8(ascii: "[") else { throw RowInputFailure.notAnArray }
      window.consume(1)
      state = .first
    }
    guard state != .ended else { return false }
    guard var byte = try window.nextMark() else { throw RowInputFailure.cutOff }
    if state == .following, byte == UInt8(ascii: ",") {
      window.consume(1)
      guard let following = try window.nextMark() else { throw RowInputFailure.cutOff }
      guard following != UInt8(ascii: "]") else { throw RowInputFailure.notAnArray }
      byte = following
    } else if byte == UInt8(ascii: "]") {
      window.consume(1)
      state = .ended
      guard try window.nextMark() == nil else { throw RowInputFailure.notAnArray }
      return false
    } else if state == .following {
      throw RowInputFailure.notAnArray
    }
    guard state == .following || byte == UInt8(ascii: "{") else { throw RowInputFailure.notAnArray }
    state = .following
    return true
  }
}

extension InputWindow {
  /// Passes over white space.
  ///
  /// - Returns: the byte that follows, not yet consumed; `nil` at the end.
  fileprivate mutating func nextMark() throws -> UInt8? {
    while true {
      let spaces = withBytes { $0.prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.count }
      consume(spaces)
      if count > 0 { return withBytes { $0.first } }
      guard try fill() else { return nil }
    }
  }
}

/// Finds where an element of a JSON array ends: what it holds is not looked at.
struct JSONElementBoundary: RowBoundary {
  private var index = 0
  private var hasBegun = false
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Whether the input ended before the element did.
  private(set) var isCutOff = false

  mutating func end(in bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> RowEnd? {
    while index < bytes.count {
      let byte = bytes[index]
      if !isInString, depth == 0, hasBegun, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
        return RowEnd(content: index, length: index)
      }
      take(byte)
      hasBegun = true
      index += 1
      // An object or an array ends by itself; only a number or a word needs to be ended.
      if depth == 0, !isInString, byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        return RowEnd(content: index, length: index)
      }
    }
    guard isWhole else { return nil }
    isCutOff = true
    return RowEnd(content: bytes.count, length: bytes.count)
  }

  mutating func forget() {
    index = 0
  }

  private mutating func take(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if isInString {
      if byte == UInt8(ascii: "\\") { isEscaped = true }
      if byte == UInt8(ascii: "\"") { isInString = false }
    } else {
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
  }
}
