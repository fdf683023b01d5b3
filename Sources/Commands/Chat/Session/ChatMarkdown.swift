import ModelsAPI

/// A conversation as people read it: Markdown, a heading for each message.
struct ChatMarkdown {
  let session: ChatSession

  var text: String {
    var parts = ["# Conversation with \(session.model)"]
    if let system = session.system { parts.append("## System\n\n\(system)") }
    for turn in session.turns {
      parts.append("## Question\n\n\(turn.question)")
      parts.append("## Answer\n\n\(turn.answer)")
    }
    if let open = session.open { parts.append("## Question\n\n\(open.text)") }
    return parts.map { $0.trimmed }.joined(separator: "\n\n") + "\n"
  }
}
