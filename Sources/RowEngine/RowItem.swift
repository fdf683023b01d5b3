package import Wire

/// A row on its way through the engine: its position, its name, and what is to be sent for it or why that cannot be.
package struct RowItem<Content: Sendable>: Sendable {
  /// Its position in the whole input, from 1.
  package var number: Int
  /// What its result is known by; the number, unless the row brings an id of its own.
  package var id: JSONValue
  package var content: Result<Content, any Error>
  /// What it adds to a request, in bytes.
  package var size: Int
  /// What was read, where that was a record.
  package var record: JSONObject?

  package init(number: Int, id: JSONValue, content: Result<Content, any Error>, size: Int) {
    self.number = number
    self.id = id
    self.content = content
    self.size = size
  }
}

/// A row that has been dealt with: its result, or the reason why there is none.
package struct FinishedRow<Content: Sendable, Value: Sendable>: Sendable {
  package var item: RowItem<Content>
  package var result: Result<Value, any Error>

  package init(item: RowItem<Content>, result: Result<Value, any Error>) {
    self.item = item
    self.result = result
  }
}
