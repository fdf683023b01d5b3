package import Wire

/// Something a model may ask for while it answers.
package enum Tool: Hashable, Sendable {
  /// A function that the client calls for the model.
  case function(ToolFunction)
  /// A search that the service does by itself.
  case webSearch(provider: String? = nil, options: JSONObject = [:])
  /// A kind that has no name here, as it stands in the request.
  case other(JSONObject)
}

/// A function as it is described to a model.
package struct ToolFunction: Hashable, Sendable {
  package var name: String
  package var description: String?
  /// A JSON Schema of its arguments; the types' names are lower case.
  package var parameters: JSONObject?
  /// Whether the arguments must fit the schema exactly.
  package var isStrict: Bool?

  package init(
    _ name: String, description: String? = nil, parameters: JSONObject? = nil, isStrict: Bool? = nil
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.isStrict = isStrict
  }
}

/// Whether a model must, may or must not use its tools, and which.
package struct ToolChoice: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    case auto, none
    /// Any one of them, but one.
    case any
    /// The one that is allowed.
    case tool
  }

  package var mode: Mode
  /// Names of functions; empty allows all.
  package var allowed: [String]
  /// Whether one answer may ask for several at once.
  package var allowsParallelCalls: Bool?

  package init(_ mode: Mode, allowed: [String] = [], allowsParallelCalls: Bool? = nil) {
    self.mode = mode
    self.allowed = allowed
    self.allowsParallelCalls = allowsParallelCalls
  }
}
