import Wire

/// Decides which tools an answer calls: those that the script or the prompt's directives name, else those that fit the
/// user's words, else the first one when one must be called.
struct ToolSelection {
  let conversation: PromptConversation
  let availableTools: AvailableTools
  let requestedCalls: [ScriptedToolCall]

  /// The calls of the next message; none once every requested tool has been called.
  var calls: [(name: String, arguments: String)] {
    let open = wanted.dropFirst(conversation.callCount)
    return (availableTools.callsInParallel ? Array(open) : Array(open.prefix(1))).map { function, arguments in
      (function.name, JSONValue.object(arguments ?? sampledArguments(for: function)).text)
    }
  }

  private var wanted: [(function: AvailableTools.Function, arguments: JSONObject?)] {
    let callable = availableTools.callable
    let asked = requestedCalls.compactMap { requested in
      callable.first { $0.name == requested.name }.map { ($0, requested.arguments) }
    }
    guard asked.isEmpty else { return asked }
    let fitting = ToolRelevance(words: plainWords).functions(among: callable)
    let chosen = fitting.isEmpty && availableTools.isForced ? Array(callable.prefix(1)) : fitting
    return chosen.map { ($0, nil) }
  }

  private var plainWords: String { conversation.plainWords }

  private func sampledArguments(for function: AvailableTools.Function) -> JSONObject {
    SchemaSampler(about: plainWords, schema: function.parameters).value.object ?? [:]
  }
}
