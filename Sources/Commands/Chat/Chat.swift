import CommandTree

/// A conversation: interactive on a terminal, of one turn otherwise.
struct Chat: CallingCommand, TemplatedCommand {
  var message: [String] = []
  var model = ModelOption()
  var fallback = FallbackOption()
  var source = PromptOptions()
  var template = TemplateOptions()
  var conversation = ConversationOptions()
  var answer = AnswerOptions()
  var language = LocalizationOptions()
  var settings = SettingOptions()
  var connection = ConnectionOptions()

  init() {}

  static var words: CommandMetadata {
    CommandMetadata(
      "chat", "Talk with a model: in a conversation on a terminal, or with one message.",
      discussion: """
        With a message, or with text on standard input, its reply is printed. Otherwise the terminal becomes a \
        conversation: `/help` shows what can be done there, a line that ends with a backslash goes on in the next, \
        pasted text is one message, Ctrl-C stops an answer, Ctrl-D leaves.

        Differs from `generate` in the endpoint: messages are sent as a conversation with roles, which chat models \
        understand best. Conversations are kept on this machine; the setting `history` turns it off.

        \(FallbackOption.words) Each turn begins with the conversation's own model.

        In a conversation these are understood, each at the beginning of a line; a message that begins so is sent with \
        `//`:

        \(SlashCommand.all.map { "- `\($0.usage)` \($0.sentence)" }.joined(separator: "\n"))
        """,
      examples: [
        Example("sfmodels chat -t interview --var topic=Swift", "Begin with a prompt that is kept."),
        Example("sfmodels chat --emulator", "Try a conversation without an org or a network."),
        Example("sfmodels chat -c 'And in winter?'", "Add a message to the last conversation."),
        Example("sfmodels chat -s 'Answer in French' 'Good morning'", "Tell the model how to behave."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.message, "MESSAGE", allowsEmpty: true, help: "What to say; - is standard input."),
      .group(\.model), .group(\.fallback), .group(\.source), .group(\.template), .group(\.conversation),
      .group(\.answer),
      .group(\.language),
      .group(\.settings), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try answer.check(settings)
    try template.check()
    let judge = try AnswerJudge(answer)
    var command = self
    if isInteractive(in: context) {
      let opening = try context.template.map { template in
        try source.filled(template, GivenPrompt(typed: nil, input: nil), in: context)
      }
      command.source.system = opening.map(\.system) ?? source.system
      return try await command.converse(opening: opening?.text, in: context)
    }
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let (system, text) = try source.prompt(message, in: context, notes)
    command.source.system = system
    try await command.say(text, judge, in: context, notes)
  }
}
