import CommandTree

/// A conversation: interactive on a terminal, of one turn otherwise.
struct Chat: CallingCommand {
  var message: [String] = []
  var model = ModelOption()
  var source = PromptOptions()
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
        """,
      examples: [
        Example("sfmodels chat --emulator", "Try a conversation without an org or a network."),
        Example("sfmodels chat -c 'And in winter?'", "Add a message to the last conversation."),
        Example("sfmodels chat -s 'Answer in French' 'Good morning'", "Tell the model how to behave."),
      ])
  }

  static var syntax: Syntax<Self> {
    [
      .operand(\.message, "MESSAGE", allowsEmpty: true, help: "What to say; - is standard input."),
      .group(\.model), .group(\.source), .group(\.conversation), .group(\.answer), .group(\.language),
      .group(\.settings), .group(\.connection),
    ]
  }

  func run(in context: Context) async throws {
    try answer.check(settings)
    let judge = try AnswerJudge(answer)
    if isInteractive(in: context) { return try await converse(in: context) }
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    try await say(source.prompt(message, in: context, notes), judge, in: context, notes)
  }
}
