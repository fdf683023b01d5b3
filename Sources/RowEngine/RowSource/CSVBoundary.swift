/// Finds the fields of one record of CSV, and its end (RFC 4180, §2).
struct CSVBoundary: RowBoundary {
  /// Where a field's content stands in the record.
  struct Field: Equatable {
    var range: Range<Int>
    /// Quotes in the content stand twice.
    var hasQuotes = false
  }

  private let delimiter: UInt8

  init(delimiter: UInt8 = UInt8(ascii: ",")) {
    self.delimiter = delimiter
  }

  private enum State { case opening, plain, quoted, closing, closingCR, lost }

  private(set) var fields: [Field] = []
  /// The first quote that stands where none may, or is never closed.
  private(set) var misplacedQuote: Int?
  private var state = State.opening
  private var index = 0
  private var start = 0
  private var hasQuotes = false
  private var isForgetful = false

  mutating func end(in bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> RowEnd? {
    while index < bytes.count {
      if let end = step(bytes) { return end }
    }
    return isWhole ? lastEnd(bytes) : nil
  }

  mutating func forget() {
    (index, start, fields, isForgetful) = (0, 0, [], true)
  }

  /// Gets ready for another record, in the memory it has.
  mutating func reset() {
    fields.removeAll(keepingCapacity: true)
    (misplacedQuote, state, index, start, hasQuotes, isForgetful) = (nil, .opening, 0, 0, false, false)
  }

  /// Goes on to the next byte that means something.
  private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>) -> RowEnd? {
    switch state {
    case .opening: open(bytes[index])
    case .plain: return plain(bytes)
    case .quoted: quoted(bytes)
    case .closing, .closingCR: return close(bytes)
    case .lost:
      guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n"), from: index) else {
        index = bytes.count
        return nil
      }
      return finish(bytes, at: newline)
    }
    return nil
  }

  private mutating func open(_ byte: UInt8) {
    hasQuotes = false
    if byte == UInt8(ascii: "\"") {
      index += 1
      state = .quoted
    } else {
      state = .plain
    }
    start = index
  }

  private mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> RowEnd? {
    index = firstMark(in: bytes, from: index)
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case delimiter:
      add(upTo: index)
      index += 1
      state = .opening
    case UInt8(ascii: "\n"):
      add(upTo: index > start && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index)
      return finish(bytes, at: index)
    default: lose(at: index)
    }
    return nil
  }

  private func firstMark(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let delimiter = delimiter
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case delimiter, UInt8(ascii: "\n"), UInt8(ascii: "\""): return index
      default: index += 1
      }
    }
    return index
  }

  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: index) else {
      index = bytes.count
      return
    }
    index = quote + 1
    state = .closing
  }

  /// A quote was read in a quoted field: it ends the field, or another follows and both stand for one.
  private mutating func close(_ bytes: UnsafeBufferPointer<UInt8>) -> RowEnd? {
    switch (state, bytes[index]) {
    case (.closing, UInt8(ascii: "\"")):
      hasQuotes = true
      state = .quoted
    case (.closing, delimiter):
      add(upTo: index - 1)
      state = .opening
    case (.closing, UInt8(ascii: "\r")): state = .closingCR
    case (.closing, UInt8(ascii: "\n")):
      add(upTo: index - 1)
      return finish(bytes, at: index)
    case (.closingCR, UInt8(ascii: "\n")):
      add(upTo: index - 2)
      return finish(bytes, at: index)
    case (let state, _):
      lose(at: state == .closing ? index - 1 : index - 2)
      return nil
    }
    index += 1
    return nil
  }

  /// From here on only the end of the line counts.
  private mutating func lose(at quote: Int) {
    misplacedQuote = misplacedQuote ?? quote
    state = .lost
  }

  private mutating func add(upTo end: Int) {
    guard !isForgetful else { return }
    fields.append(Field(range: start..<end, hasQuotes: hasQuotes))
  }

  private mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>, at newline: Int) -> RowEnd {
    index = newline + 1
    let isWindows = newline > 0 && bytes[newline - 1] == UInt8(ascii: "\r")
    return RowEnd(content: isWindows ? newline - 1 : newline, length: newline + 1)
  }

  /// The end of the input ends the last record too.
  private mutating func lastEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> RowEnd {
    let endsWithCR = bytes.last == UInt8(ascii: "\r")
    let end = endsWithCR && state != .quoted ? bytes.count - 1 : bytes.count
    switch state {
    case .opening:
      start = end
      hasQuotes = false
      add(upTo: end)
    case .plain: add(upTo: max(start, end))
    case .closing: add(upTo: end - 1)
    case .closingCR: add(upTo: end - 1)
    case .quoted: misplacedQuote = misplacedQuote ?? (isForgetful ? 0 : start - 1)
    case .lost: break
    }
    return RowEnd(content: end, length: bytes.count)
  }
}
