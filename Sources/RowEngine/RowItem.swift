package import Wire

/// A row on its way through the engine: its position, its name, and what is to be sent for it or why that cannot be.
package struct RowItem<Content: Sendable>: Sendable {
  /// Its position in the whole input, from 1.
  package var number: Int
  /// What its result is known by; the number, unless the row brings an id of its own.
  package var id: JSONValue
  /// What is to be sent, or why nothing can be.
  package var content: Result<Content, any Error>
  /// What it adds to a request, in bytes.
  package var size: Int
  /// What was read, where that was a record.
  package var record: JSONObject?
  /// What was read, where nothing could be made of it.
  package var line: String?
  /// Which time the row comes, from 1.
  package var repetition = 1

  /// - Parameter size: what it adds to a request, in bytes.
  package init(number: Int, id: JSONValue, content: Result<Content, any Error>, size: Int) {
    self.number = number
    self.id = id
    self.content = content
    self.size = size
  }
}

/// A row that has been dealt with: its result, or the reason why there is none.
package struct FinishedRow<Content: Sendable, Value: Sendable>: Sendable {
  /// The row as it was read.
  package var item: RowItem<Content>
  /// What came back, or why the row alone has nothing.
  package var result: Result<Value, any Error>

  /// A row and what came of it.
  package init(item: RowItem<Content>, result: Result<Value, any Error>) {
    self.item = item
    self.result = result
  }
}
