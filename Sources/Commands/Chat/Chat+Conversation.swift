import Authorization
import CommandTree
import ModelsAPI
import Terminal
import Wire

/// The interactive conversation, which is held when there is no message but a person at a terminal.
extension Chat {
  func isInteractive(in context: Context) -> Bool {
    let wantsOneAnswer = answer.json || answer.raw || answer.schema != nil || connection.dryRun
    return message.isEmpty && !source.files.contains("-") && !wantsOneAnswer
      && context.input.kind == .terminal
  }

  func converse(in context: Context) async throws {
    var context = context
    context.errors = context.errors.clearingLine(for: context.environment["TERM"])
    let opening = try request([], model: model.model, settings, in: context)
    let connection = try Connection(connection, in: context) { $0.limits(of: opening) }
    let store = store(connection, in: context)
    var session = try session(from: store, at: context)
    session.attachments = try source.files.map { try PromptOptions.attachment($0) }
    let terminal = try terminal(keepsHistory: store != nil, in: context)
    var conversation = Conversation(
      session: session, options: self, context: context, connection: connection,
      answering: answering(connection, terminal, in: context), terminal: terminal, store: store)
    try await conversation.hold()
  }

  /// A request that says this, with all that the command line adds.
  func request(
    _ messages: [Message], model: String, _ settings: SettingOptions, in context: Context
  ) throws -> ChatRequest {
    ChatRequest(
      model: try context.model(model, connection), .messages(messages), settings: settings.settings,
      localization: language.localization, tags: language.tags.object,
      extraFields: try connection.request?.object() ?? [:])
  }
}

extension Chat {
  /// Where conversations are kept, if they are.
  private func store(_ connection: Connection, in context: Context) -> ChatStore? {
    guard connection.keepsHistory, let folder = context.directories?.conversations else { return nil }
    return ChatStore(folder: folder, profile: connection.profile)
  }

  /// The conversation that is taken up, with what was typed for it, or a new one.
  private func session(from store: ChatStore?, at context: Context) throws -> ChatSession {
    var session = ChatSession(id: ChatSession.freshID(at: context.now()), model: model.model)
    session.settings = ChatSettings(settings)
    if conversation.goesOn || conversation.resumed != nil {
      guard let store else { throw ChatFailure.keepsNothing }
      let kept = try conversation.resumed.map { try store.session($0) } ?? store.last()
      session = try kept.takenUp(with: session, isModelChosen: context.origins["model"] == .commandLine)
    }
    session.system = source.system ?? session.system
    return session
  }

  private func terminal(keepsHistory: Bool, in context: Context) throws -> ChatTerminal {
    let aliases = Catalogue.aliases.map(\.alias) + Catalogue.textModels.map(\.text)
    let history = keepsHistory ? context.directories?.chatHistory : nil
    do {
      if keepsHistory, let state = context.directories?.state { try PrivateFile.makeFolder(state) }
      return try ChatTerminal.own(
        in: context, history: history,
        completion: ChatCompletion(models: aliases, home: context.environment["HOME"]))
    } catch TerminalError.noTerminal {
      throw CommandFailure.noTerminal(needed: ["MESSAGE"])
    }
  }

  private func answering(
    _ connection: Connection, _ terminal: ChatTerminal, in context: Context
  ) -> Answering {
    let facts = terminal.facts()
    let isStyled = conversation.render ?? (context.output.isTerminal && facts.wantsColour)
    let errors = context.errors
    let isQuiet = self.connection.network.quiet
    let spinner = Spinner(
      { isQuiet ? terminal.facts().silent : terminal.facts() },
      palette: Palette(isColourful: facts.wantsColour), pause: context.pause,
      // A picture that cannot be drawn is no loss.
      write: { try? errors.write($0) })
    return Answering(
      models: connection.models, spinner: spinner, palette: Palette(isColourful: isStyled),
      output: context.output)
  }
}

extension ChatSession {
  /// This conversation, held as the command line wants it now.
  fileprivate func takenUp(with typed: ChatSession, isModelChosen: Bool) throws -> ChatSession {
    var session = self
    if isModelChosen { session.model = typed.model }
    for setting in typed.settings.words { try session.settings.set(setting.name, to: setting.words) }
    return session
  }
}

extension TerminalFacts {
  /// The same for those who want no pictures.
  fileprivate var silent: TerminalFacts {
    var facts = self
    facts.isTerminal = false
    return facts
  }
}
