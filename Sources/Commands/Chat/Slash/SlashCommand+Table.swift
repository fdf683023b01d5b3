import ModelsAPI

extension SlashCommand {
  /// All there are, in the order of their help.
  static let all: [SlashCommand] = [
    SlashCommand("help", .none, "Show these commands.") { conversation, _ in try conversation.help() },
    SlashCommand("model", .model, "Show or choose the model.") { try $0.chooseModel($1) },
    SlashCommand("system", .text, "Show or set how the model should behave; - removes it.") {
      try $0.instruct($1)
    },
    SlashCommand("set", .setting, "Show or set a setting, as the option of that name does; - removes it.") {
      try $0.set($1)
    },
    SlashCommand("file", .file, "Send a text file along with the next message.") { try $0.attach($1) },
    SlashCommand("detach", .file, "Do not send a file along that was named with /file.") {
      try $0.detach($1)
    },
    SlashCommand(
      "template", .template, "Send a prompt that is kept; VARIABLE=VALUE and text may follow its name."
    ) {
      try await $0.use($1)
    },
    SlashCommand("edit", .text, "Write the next message in $EDITOR.") { try await $0.edit($1) },
    SlashCommand("retry", .none, "Send the last message again.") { conversation, _ in
      try await conversation.retry()
    },
    SlashCommand("undo", .none, "Take the last message and its answer back.") { conversation, _ in
      try conversation.undo()
    },
    SlashCommand("good", .text, "Tell the service that the last answer is good, and why.") {
      try await $0.judge(.good, $1)
    },
    SlashCommand("bad", .text, "Tell the service that the last answer is bad, and why.") {
      try await $0.judge(.bad, $1)
    },
    SlashCommand("copy", .number, "Copy the last answer, or the code block of this number in it.") {
      try await $0.copy($1)
    },
    SlashCommand("save", .file, "Save the conversation; as Markdown under a name that ends with .md.") {
      try await $0.save($1)
    },
    SlashCommand("load", .file, "Go on with a conversation that was saved.") { try $0.load($1) },
    SlashCommand("list", .none, "List the conversations that are kept.") { conversation, _ in
      try conversation.list()
    },
    SlashCommand("resume", .conversation, "Go on with a conversation, by its number in /list or its id.") {
      try $0.resume($1)
    },
    SlashCommand("fork", .none, "Go on from here as another conversation.") { conversation, _ in
      try conversation.fork()
    },
    SlashCommand("log", .number, "List what was asked last, or show the entry of this number whole.") {
      try $0.showLog($1)
    },
    SlashCommand("search", .neededText, "List what was asked and answered in these words.") {
      try $0.search($1)
    },
    SlashCommand("history", .none, "Show what was said so far.") { conversation, _ in
      try conversation.showHistory()
    },
    SlashCommand("usage", .none, "Show how many tokens were used.") { conversation, _ in
      try conversation.showUsage()
    },
    SlashCommand("clear", .none, "Begin a new conversation with the same model and settings.") {
      conversation, _ in
      try conversation.clear()
    },
    SlashCommand("quit", .none, "Leave, as Ctrl-D does.") { conversation, _ in conversation.hasEnded = true },
  ]
}
