/// Gives rows one after another and knows how much of its input they took.
package protocol RowSource {
  /// - Returns: `nil` at the end.
  mutating func next() throws -> Row?
  /// What was consumed up to the end of the last row that was handed out.
  var mark: InputCheckpoint { mutating get }
}

extension RowReader: RowSource {}
