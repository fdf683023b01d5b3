/// A model's wish that a function be called.
package struct ToolCall: Hashable, Sendable {
  /// What the message with the result refers to; empty where the upstream gave none.
  package var id: String
  /// Which function; empty where the upstream did not say.
  package var name: String
  /// JSON as the model wrote it: nobody promises that it is valid.
  package var arguments: String

  /// A call as the model wrote it.
  package init(id: String, name: String, arguments: String) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// What one frame of a stream tells of a call.
package struct ToolCallFragment: Hashable, Sendable {
  /// Which of the answer's calls, from 0.
  package var index: Int
  /// Told once, at the beginning.
  package var id: String?
  /// Told once, at the beginning.
  package var name: String?
  /// To be appended to what came before.
  package var arguments: String

  /// A fragment of a call; what is `nil` or empty was not in the frame.
  package init(index: Int, id: String? = nil, name: String? = nil, arguments: String = "") {
    self.index = index
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}
