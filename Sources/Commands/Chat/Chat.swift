package import CommandTree
import ModelsAPI

/// A conversation of one turn.
package struct Chat: CallingCommand {
  package var message: [String] = []
  package var model = ModelOption()
  package var source = PromptOptions()
  package var conversation = ConversationOptions()
  package var answer = AnswerOptions()
  package var language = LocalizationOptions()
  package var settings = SettingOptions()
  package var connection = ConnectionOptions()

  package init() {}

  package static var words: CommandWords {
    CommandWords(
      "chat", "Send one message to a model, as a conversation, and print its reply.",
      discussion: """
        Differs from `generate` in the endpoint: the message is sent as a conversation with roles, which chat models \
        understand best. Where the message comes from and what is printed is the same.
        """,
      examples: [
        Example("sfmodels chat --emulator 'Hello there'", "Try it without an org or a network."),
        Example("sfmodels chat -s 'Answer in French' 'Good morning'", "Tell the model how to behave."),
      ])
  }

  package static var syntax: Syntax<Self> {
    [
      .operand(\.message, "MESSAGE", help: "What to say; - is standard input."),
      .group(\.model), .group(\.source), .group(\.conversation), .group(\.answer), .group(\.language),
      .group(\.settings),
      .group(\.connection),
    ]
  }

  package func run(in context: Context) async throws {
    try answer.check()
    if isInteractive(in: context) { return try await converse(in: context) }
    let notes = Notes(context.errors, isQuiet: connection.network.quiet)
    let text = try source.prompt(message, in: context, notes)
    let system = source.system.map { [Message(.system, $0)] } ?? []
    try await Asking(model: model, answer: answer, language: language, settings: settings)
      .ask(.messages(system + [Message(.user, text)]), connection, in: context, notes)
  }
}
