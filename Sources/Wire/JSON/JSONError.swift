/// What is wrong with a JSON text, and at which byte (from 0).
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  package enum Reason: Hashable, Sendable {
    case unexpectedEnd
    case unexpected(UInt8)
    case expected(String)
    case invalidNumber
    case invalidEscape
    case controlCharacterInString
    case invalidUTF8
    case tooDeep
    case trailingBytes
  }

  /// What is wrong.
  package let reason: Reason
  /// The byte at which it is wrong, from 0.
  package let offset: Int

  /// An error at a byte.
  package init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The reason in words and the byte, as shown to people.
  package var description: String { "\(words) at byte \(offset)" }

  private var words: String {
    switch reason {
    case .unexpectedEnd: "the text ends early"
    case .unexpected(let byte): "unexpected '\(Character(Unicode.Scalar(byte)))'"
    case .expected(let what): "expected \(what)"
    case .invalidNumber: "a number is malformed"
    case .invalidEscape: "an escape in a string is malformed"
    case .controlCharacterInString: "a string holds a bare control character"
    case .invalidUTF8: "a string is not valid UTF-8"
    case .tooDeep: "the nesting is too deep"
    case .trailingBytes: "something follows the value"
    }
  }
}
