import CommandTree
import Ledger
import ModelsAPI
import Wire

/// Which conversation is meant, and what is sent of it.
extension Chat {
  /// Where conversations are kept, if they are; where they cannot be, that is a loss to be expected.
  func store(in context: Context, _ notes: Notes) throws -> ChatStore? {
    guard try connection.history(in: context) == .on else { return nil }
    guard let recorder = try HistoryRecorder(connection, in: context, notes) else {
      context.losses.expect(HistoryRecorder.loss("HOME is not set"), for: .noHome)
      return nil
    }
    if !connection.dryRun { recorder.expectLosses() }
    return ChatStore(recorder) { try context.ledger() }
  }

  /// The conversation that is taken up, held as the command line wants it, or a new one.
  func session(from store: ChatStore?, in context: Context) throws -> ChatSession {
    var session = ChatSession(id: ChatSession.freshID(at: context.now()), model: model.model)
    session.settings = ChatSettings(settings)
    if conversation.goesOn || conversation.resumed != nil {
      guard let store else { throw ChatFailure.keepsNothing }
      let kept = try conversation.resumed.map { try store.session($0) } ?? store.last()
      session = try kept.takenUp(
        with: session,
        isModelChosen: context.origins["model"] == .commandLine || context.isFromTemplate("model"))
    }
    session.system = source.system ?? session.system
    return session
  }

  /// What is said, with all that the command line adds.
  ///
  /// - Parameter extraFields: what `--request` says, which is read once for the whole conversation.
  func request(
    for session: ChatSession, _ extraFields: JSONObject, in context: Context
  ) throws -> ChatRequest {
    let settings = session.settings.options
    var request = ChatRequest(
      model: try context.model(session.model, connection), .messages(session.transcript),
      settings: settings.generation, localization: language.localization, tags: language.tags.object,
      extraFields: extraFields)
    request.wantsCompletion = settings.completion
    return request
  }
}

extension Chat {
  /// One turn of a conversation, which can be taken up later.
  func say(_ text: String, _ judge: AnswerJudge, in context: Context, _ notes: Notes) async throws {
    let store = try store(in: context, notes)
    var session = try session(from: store, in: context)
    session.ask(text)
    var model = model
    model.model = session.model
    let runner = PromptRunner(
      model: model, fallback: fallback, answer: answer, judge: judge, language: language,
      settings: session.settings.options,
      connection: connection, keepsText: true)
    let recorder = store == nil ? try connection.recorder(in: context, notes) : nil
    try await runner.ask(
      .messages(session.transcript), in: context, prepare: { (store?.recorder ?? recorder)?.begin() },
      record: { answered in
        session.take(answered.reply, of: answered.request.model)
        context.losses.sayExpected(notes.warn)
        if let recorder { recorder.keep(LedgerRecord([answered.entry(recorder.entry(of: "chat"))])) }
        if let id = store?.keep(session), id != session.id { notes.forked(session.id, to: id) }
      })
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

extension Notes {
  /// Says that a conversation has become two.
  func forked(_ id: String, to fork: String) {
    note("another chat has gone on with conversation \(id); this one is kept as \(fork)")
  }
}
