import ModelsAPI
import Terminal

/// Prompts that are kept.
extension Conversation {
  /// Shows what is asked, which nobody has typed here, and asks it.
  mutating func open(with text: String) async throws {
    try say(answering.look.palette("> " + text, .bold))
    try await send(text)
  }

  /// Holds the conversation as a template's head says, and sends its text: `NAME [VARIABLE=VALUE]... [TEXT]`.
  mutating func use(_ argument: String) async throws {
    let words = argument.split(separator: " ").map(String.init)
    guard let name = words.first else { return }
    let file = try TemplateFolder(context).file(named: name)
    let variables = words.dropFirst().prefix { word in
      (try? VariableArgument(argument: word)).map { file.variables.contains($0.name) } ?? false
    }
    var options = TemplateOptions()
    options.variables = try variables.map { try VariableArgument(argument: $0) }
    let rest = words.dropFirst(1 + variables.count).joined(separator: " ")
    let filled = try TemplateValues(file, options.typed).prompt(
      GivenPrompt(typed: rest.isEmpty ? nil : rest, input: nil))
    try hold(as: file.head, system: filled.system)
    if let text = filled.text { try await open(with: text) } else { try say("held as \(file.path) says") }
  }

  private mutating func hold(as head: TemplateHead, system: String?) throws {
    var changed = session
    changed.model = head.words["model"]?.first ?? changed.model
    changed.system = system ?? changed.system
    for (name, words) in head.words where ChatSettings.names.contains(name) {
      try changed.settings.set(name, to: words)
    }
    let api = options.connection.api.name.word
    let unmet = [
      head.words["schema"] == nil ? nil : "a schema: generate holds answers to one",
      head.words["api"]?.first.flatMap {
        $0 == api ? nil : "--api \($0): this conversation has --api \(api)"
      },
    ]
    if let reason = unmet.compactMap({ $0 }).first {
      connection.notes.note("the template wants \(reason)")
    }
    try connection.models.check(request(for: changed), streamed: changed.wantsStream)
    session = changed
    keep()
  }
}
