import ModelsAPI
import Terminal
import Wire

/// The interactive conversation, which is held when there is no message but a person at a terminal.
extension Chat {
  func isInteractive(in context: Context) -> Bool {
    let wantsOneAnswer =
      answer.json || answer.raw || answer.schema != nil || answer.extraction.isWanted || connection.dryRun
    return message.isEmpty && !source.files.contains("-") && !wantsOneAnswer
      && context.input.kind == .terminal
  }

  /// - Parameter message: is sent at once.
  func converse(opening message: String?, in context: Context) async throws {
    let notes = Notes(context.errors, isQuiet: self.connection.network.quiet)
    let store = try store(in: context, notes)
    var session = try session(from: store, in: context)
    let extraFields = try connection.request?.object() ?? [:]
    let opening = try request(for: session, extraFields, in: context)
    let connection = try Connection(connection, in: context) {
      $0.limits(of: opening, streamed: session.wantsStream)
    }
    context.losses.sayExpected(connection.notes.warn)
    session.attachments = try source.files.map {
      MessageAttachment(path: $0, text: try PromptOptions.attachment($0))
    }
    let terminal = try terminal(keepsHistory: store != nil, in: context)
    var conversation = Conversation(
      session: session, options: self, judge: try AnswerJudge(answer), extraFields: extraFields,
      context: context, connection: connection,
      answering: try answering(connection, terminal, in: context), terminal: terminal, store: store,
      recorder: store == nil ? try self.connection.recorder(in: context, notes) : nil)
    conversation.isKept = store != nil && !session.isEmpty
    conversation.opening = message
    terminal.outlivesInterrupts(true)
    defer { terminal.outlivesInterrupts(false) }
    try await conversation.hold()
  }
}

extension Chat {
  private func terminal(keepsHistory: Bool, in context: Context) throws -> ChatTerminal {
    let own = connection.emulator ? [] : try context.settings()?.aliasNames ?? []
    let models = own + Catalogue.aliases.map(\.alias) + Catalogue.textModels.map(\.text)
    let history = keepsHistory ? context.directories?.chatHistory : nil
    do {
      return try ChatTerminal.own(
        in: context, history: history,
        completion: ChatTabCompleter(
          models: models, templates: TemplateFolder(context).names, home: context.environment["HOME"]))
    } catch TerminalError.noTerminal {
      throw CommandFailure.noTerminal(needed: ["MESSAGE"])
    }
  }

  private func answering(
    _ connection: Connection, _ terminal: ChatTerminal, in context: Context
  ) throws -> AnswerStreamer {
    let isStyled = context.output.isTerminal && terminal.facts().wantsColour
    return AnswerStreamer(
      models: connection.models,
      fallback: try context.fallback(fallback, of: model, self.connection),
      spinner: context.spinner(self.connection.network),
      look: AnswerLook(answer, isStyled: isStyled), output: context.output, now: context.now)
  }
}
