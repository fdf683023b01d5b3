/// The rows of another source, each of them several times in a row.
package struct RepeatedRows: RowSource {
  private var source: any RowSource
  private let times: Int
  private var row: Row?

  /// - Parameter times: how often each row comes.
  package init(_ source: any RowSource, times: Int) {
    self.source = source
    self.times = times
  }

  /// - Returns: `nil` at the end.
  /// - Throws: what the other source throws.
  package mutating func next() throws -> Row? {
    if var again = row, again.repetition < times {
      again.repetition += 1
      // It took its bytes once.
      again.size = 0
      row = again
      return again
    }
    row = try source.next()
    return row
  }

  /// Up to the row that came last, however often it has come.
  package var mark: InputCheckpoint { mutating get { source.mark } }
}
