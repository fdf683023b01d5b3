import Wire

/// Decides which tools an answer calls: those that the script or the prompt's directives name, else those that fit the
/// user's words, else the first one when one must be called.
struct ToolSelection {
  let conversation: PromptConversation
  let toolbox: AvailableTools
  let wishes: [ScriptedToolCall]

  /// The calls of the next message; none once every wished-for tool has been called.
  var calls: [(name: String, arguments: String)] {
    let open = wanted.dropFirst(conversation.callCount)
    return (toolbox.callsInParallel ? Array(open) : Array(open.prefix(1))).map { function, arguments in
      (function.name, JSONValue.object(arguments ?? improvised(for: function)).text)
    }
  }

  private var wanted: [(function: AvailableTools.Function, arguments: JSONObject?)] {
    let callable = toolbox.callable
    let asked = wishes.compactMap { wish in
      callable.first { $0.name == wish.name }.map { ($0, wish.arguments) }
    }
    guard asked.isEmpty else { return asked }
    let fitting = ToolRelevance(words: plainWords).functions(among: callable)
    let chosen = fitting.isEmpty && toolbox.isForced ? Array(callable.prefix(1)) : fitting
    return chosen.map { ($0, nil) }
  }

  private var plainWords: String { Directives.plainText(of: conversation.lastText) }

  private func improvised(for function: AvailableTools.Function) -> JSONObject {
    SchemaSampler(about: plainWords, schema: function.parameters).value.object ?? [:]
  }
}
