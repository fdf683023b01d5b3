import Wire

/// A reader of bytes that others have written, and what holds of it whatever they are.
struct FuzzTarget: Sendable {
  let name: String
  /// Ends the program where the reader does not do what it should.
  let test: @Sendable ([UInt8]) -> Void

  init(_ name: String, _ test: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.test = test
  }

  static let all =
    wire + schemas + upstreams + serving + requests + rows + queries + files + typed + terminal
}

/// Ends the program unless something holds.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
  guard !holds else { return }
  fatalError(what())
}

/// Ends the program unless a reader says the same of the same bytes.
func expectSame<Value: Equatable>(_ one: Value, _ other: Value, _ what: String) {
  expect(one == other, "\(what):\n\(one)\n\(other)")
}

extension [UInt8] {
  /// In two pieces: the bytes themselves say where they are cut.
  var cut: [[UInt8]] {
    let position = Int(hash % UInt64(count + 1))
    return [Array(self[..<position]), Array(self[position...])].filter { !$0.isEmpty }
  }

  /// A number that the bytes decide (FNV-1a): the same in every run.
  var hash: UInt64 {
    reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } >> 8
  }

  /// What stands before the first newline, and what behind it.
  var halves: ([UInt8], [UInt8]) {
    let line = prefix { $0 != UInt8(ascii: "\n") }
    return (Array(line), Array(dropFirst(line.count + 1)))
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}
