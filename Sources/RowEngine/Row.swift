package import Wire

/// One row of an input: a text, a record of named fields, or the reason why it is neither.
package struct Row: Hashable, Sendable {
  /// What stands in it.
  package enum Content: Hashable, Sendable {
    case text(String)
    /// An object of JSON Lines, or a record of CSV, whose fields are strings.
    case record(JSONObject)
    case unusable(RowProblem)
  }

  /// Its position in the whole input, from 1.
  package var number: Int
  /// A text, a record, or why it is neither.
  package var content: Content
  /// Bytes of the input that it took.
  package var size: Int
  /// Which time it comes, from 1, where rows come several times.
  package var repetition = 1
  /// What stands there, of a row that cannot be used; bytes that are no UTF-8 are replaced.
  package var line: String?

  /// - Parameters:
  ///   - number: its position in the whole input, from 1.
  ///   - size: bytes of the input that it took.
  package init(number: Int, content: Content, size: Int = 0) {
    self.number = number
    self.content = content
    self.size = size
  }
}

/// What makes a row unusable before anybody was asked.
package enum RowProblem: Hashable, Sendable {
  case empty
  /// The offset in the row of the first byte that is no UTF-8, from 0.
  case notUTF8(byte: Int)
  /// Bytes that a row may have.
  case tooLong(limit: Int)
  case notJSON(JSONError)
  case notAnObject
  case missingField(String)
  /// The field holds something else than what is wanted: `a string`, `a number` …
  case wrongType(field: String, wanted: String)
  /// A CSV record has more fields than the header, or fewer.
  case wrongNumberOfFields(expected: Int, found: Int)
  /// A quote of CSV stands in the middle of a field, or is never closed.
  case misplacedQuote(byte: Int)
}
