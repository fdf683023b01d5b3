import CommandTree
import ModelsAPI
import Terminal
import Wire

/// What is shown of a conversation.
extension Conversation {
  func say(_ text: String) throws { try talk.line(prose: text) }

  func say(_ text: StyledText) throws { try talk.line(prose: text) }

  /// Where there is more to say than answers: a file gets answers only.
  private var talk: Output { context.output.isTerminal ? context.output : context.errors }

  func report(_ report: FailureReport) throws { try context.errors.line(prose: report.text) }

  func help() throws {
    let column = 2 + (SlashCommand.all.map { TextWidth.columns(of: $0.usage) }.max() ?? 0)
    for command in SlashCommand.all {
      let usage = TextWidth.padded(command.usage, to: column)
      try talk.line(prose: usage + command.sentence, continuedAt: column)
    }
    try say("One message of several lines: pasted text, lines that end with \\, a block in \"\"\" marks.")
  }

  func showHistory() throws {
    if let system = session.system { try say(answering.look.palette("system: \(system)", .dim)) }
    for message in session.transcript where message.role != .system {
      switch message.role {
      case .user: try say(answering.look.palette("> " + message.content, .bold))
      case .system, .assistant, .tool:
        var page = AnswerPage(on: talk, answering.look)
        try page.add(message.content)
        try page.end()
      }
    }
    if session.isEmpty { try say("nothing was said yet") }
  }

  func showUsage() throws {
    let usage = session.usage
    let rows = [
      ["", "input", "output", "total"],
      ["last answer"]
        + [usage.last?.inputTokens, usage.last?.outputTokens, usage.last?.totalTokens].map(Self.count),
      ["conversation"]
        + [usage.inputTokens, usage.outputTokens, usage.inputTokens + usage.outputTokens].map(Self.count),
    ]
    for line in TextTable(rows, numeric: [1, 2, 3]).lines { try say(line) }
  }

  private static func count(_ tokens: Count?) -> String { tokens.map { "\($0)" } ?? "-" }
}
