import CommandTree

/// The character between the fields of a table.
struct DelimiterArgument: Value, Equatable {
  let byte: UInt8

  init(argument: String) throws(ValueProblem) {
    let words = ["\\t": "\t", "tab": "\t"]
    let text = words[argument] ?? argument
    let taken: Set<UInt8> = [0x22, 0x0A, 0x0D, 0]
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, !taken.contains(byte) else {
      throw ValueProblem(reason: "is not one character such as ; or | (tab: \\t)")
    }
    self.byte = byte
  }

  var argument: String { byte == 0x09 ? "\\t" : String(UnicodeScalar(byte)) }
}
