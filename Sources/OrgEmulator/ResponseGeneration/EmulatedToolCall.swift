/// A call of a tool as it travels: its arguments are JSON inside a string.
struct EmulatedToolCall: Equatable, Sendable {
  var id: String
  var name: String
  var arguments: String
}
