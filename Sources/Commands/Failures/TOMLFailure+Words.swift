import TOML

extension TOMLFailure {
  /// What is wrong with a settings file, after its name.
  var words: String { "line \(line): \(problem.words)" }
}

extension TOMLFailure.Problem {
  fileprivate var words: String {
    switch self {
    case .invalidUTF8: "this is not UTF-8"
    case .controlCharacter(let byte):
      byte == 0x0D ? "a carriage return stands alone here" : "there is a control character (\(byte))"
    case .expectedKey: "the name of a setting is missing"
    case .expectedEqualsSign: "there is no '=' behind the name"
    case .expectedValue: "there is no value"
    case .invalidValue(let text): "'\(text)' is no value; text stands in quotes: \"…\""
    case .integerOutOfRange(let text): "'\(text)' is too large a number"
    case .invalidEscape: "there is no such escape sequence; \\\\ is a backslash, and text in '…' has none"
    case .unfinishedString: "the text has no quotation mark at its end"
    case .unfinishedHeader: "the ']' of the heading is missing"
    case .unfinishedArray: "the ']' of the list is missing, or a ',' in it"
    case .unfinishedInlineTable: "the '}' is missing, or a ',' before this"
    case .expectedLineEnd: "something stands behind the value"
    case .duplicate(let name): "'\(name)' is here a second time"
    case .notExtensible(let name): "'\(name)' is complete already or no table, and nothing can be added to it"
    case .tooDeep: "this is nested too deeply"
    }
  }
}
