import Wire

extension EmulatedTools {
  /// The same request in text alone: the functions, the choice, earlier calls and their results. Tools of other kinds
  /// stay in it.
  package func inText(_ request: ChatRequest) -> ChatRequest {
    var request = request
    let transcript = ToolTranscript(request.messages)
    if transcript.isNeeded { request.input = .messages(transcript.messages) }
    request.tools.removeAll { if case .function = $0 { true } else { false } }
    request.toolChoice = nil
    if !functions.isEmpty { request.add(instruction: instruction) }
    return request
  }

  /// What the model is told of the functions.
  var instruction: String {
    """
    # Functions

    These functions can be called for you. Each line describes one; "parameters" is a JSON Schema of its arguments.

    \(functions.map(Self.line).joined(separator: "\n"))

    To call a function, answer with one JSON object and nothing else, with no text before or after it and no code \
    fence:

    {"tool_calls": [{"name": "NAME", "arguments": {}}]}

    "arguments" is an object that fits the function's parameters. \(number) What you want to tell the user along \
    with a call goes into the same object as a member "text" before "tool_calls". Results come back as \
    <tool_result tool="NAME">...</tool_result>, in the order of the calls; never write one yourself.

    \(obligation)
    """
  }

  private var number: String {
    allowsSeveralCalls
      ? "Calls that do not depend on each other's results go into the same list."
      : "The list holds exactly one call."
  }

  private var obligation: String {
    switch choice.mode {
    case .auto, .none: "When no function is needed, answer as if there were none."
    case .any: "Your next answer must be a call of one of these functions."
    case .tool: "Your next answer must be a call of \(functions.map(\.name).joined(separator: " or "))."
    }
  }

  private static func line(_ function: ToolFunction) -> String {
    var object: JSONObject = ["name": .string(function.name)]
    object.set("description", function.description.map { .string($0) })
    object["parameters"] = .object(function.schema)
    return JSONValue.object(object).text
  }
}
