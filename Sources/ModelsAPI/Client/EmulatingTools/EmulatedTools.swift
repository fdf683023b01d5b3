/// Tools for a model whose API has none: the offer stands in the conversation's text, the calls in the answer's.
///
/// The protocol, which ``instruction`` tells the model: an answer is either text or one JSON object
/// `{"text": "…", "tool_calls": [{"name": "…", "arguments": {…}}]}` that fills it from end to end. What the model
/// wants to say beside its calls has its place inside the object, so words behind it never have to be told from words
/// about a call: they make the whole answer text. Whole sentences before it are read as if they stood inside.
package struct EmulatedTools: Sendable {
  /// What may be called.
  let functions: [ToolFunction]
  let choice: ToolChoice

  /// Takes the functions of a request that its choice allows; none where the model must not use any.
  package init(_ request: ChatRequest) {
    choice = request.toolChoice ?? ToolChoice(.auto)
    let (mode, allowed) = (choice.mode, choice.allowed)
    functions = request.tools.compactMap { tool in
      guard mode != .none, case .function(let function) = tool else { return nil }
      return allowed.isEmpty || allowed.contains(function.name) ? function : nil
    }
  }

  var allowsSeveralCalls: Bool { choice.allowsParallelCalls ?? true }
}
