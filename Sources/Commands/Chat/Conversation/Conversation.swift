import FileSystem
import Ledger
import ModelsAPI
import Terminal
import Wire

/// A conversation at a terminal: asks for messages, sends them, shows the answers, and obeys slash commands.
struct Conversation {
  var session: ChatSession
  /// Whether the person wants to leave.
  var hasEnded = false
  /// Whether the conversation can be taken up later, as far as it went.
  var isKept = false
  /// Whether it was said that what was said is too long; it does not get shorter.
  var isSizeDoubted = false
  /// What is sent before anything is asked for.
  var opening: String?
  /// The ids of the conversations that were listed last.
  var listed: [String]?
  /// Answers that did not pass `--max-toxicity`.
  var unsafeAnswers = 0
  let options: Chat
  let judge: AnswerJudge
  /// What `--request` adds to each request.
  let extraFields: JSONObject
  let context: Context
  let connection: Connection
  let answering: AnswerStreamer
  let terminal: ChatTerminal
  /// `nil` where nothing may be kept.
  let store: ChatStore?
  /// `nil` where nothing may be remembered.
  let recorder: HistoryRecorder?

  /// Goes on until the person leaves.
  mutating func hold() async throws {
    welcome()
    if let opening { try await obey { try await $0.open(with: opening) } }
    while !hasEnded {
      await noteLostHistory()
      switch try await terminal.ask(prompt) {
      case .line(let text): try await take(text)
      case .interrupted: continue
      case .end: hasEnded = true
      }
    }
    if isKept {
      connection.notes.note("'sfmodels chat --resume \(session.id)' goes on with this conversation")
    }
    guard unsafeAnswers == 0 else { throw ChatFailure.unsafeAnswers(unsafeAnswers) }
  }

  private func noteLostHistory() async {
    guard let failure = await terminal.historyFailure() else { return }
    let words = FailureReport(failure, hiding: context.redaction).message
    context.losses.once(
      .system(failure.code), "messages are not remembered for the next time: \(words)", connection.notes.note)
  }

  private func welcome() {
    connection.notes.note("/help shows what can be done here; Ctrl-D leaves")
    tellWhereItGoesOn()
  }

  /// Says what was asked last, where something was.
  func tellWhereItGoesOn() {
    guard let last = session.transcript.last(where: { $0.role == .user }) else { return }
    let beginning = TextWidth.cut(String(last.content.split(separator: "\n").first ?? ""), to: 40)
    let count = session.messages.count / 2
    let answers = count == 1 ? "one answer" : "\(count) answers"
    connection.notes.note("goes on after \(answers); last asked: \(beginning)")
  }

  private mutating func take(_ text: String) async throws {
    try await obey { conversation in
      switch ChatLine(text) {
      case .nothing: break
      case .message(let message): try await conversation.send(message)
      case .leaving(let word): conversation.leave(after: word)
      case .command(let name, let argument):
        try await SlashCommand.named(name).run(argument, in: &conversation)
      }
    }
  }

  private mutating func leave(after word: String) {
    connection.notes.note("'\(word)' leaves, as Ctrl-D does")
    hasEnded = true
  }

  /// What went wrong is said, and the conversation goes on.
  private mutating func obey(_ body: (inout Conversation) async throws -> Void) async throws {
    do {
      try await body(&self)
    } catch let failure as Output.Failure {
      // Nobody is there any more to go on with.
      throw failure
    } catch {
      try report(FailureReport(error, hiding: context.redaction))
    }
  }

  private var prompt: String {
    let files = session.attachments.isEmpty ? "" : " +\(session.attachments.count)"
    return answering.look.palette("\(ShortModelName.text(of: session.model))\(files)>", .bold).visible + " "
  }
}

extension Conversation {
  mutating func send(_ text: String) async throws {
    session.ask(text)
    try await answer()
  }

  /// Has the open question answered.
  mutating func answer() async throws {
    keep()
    let (request, answering, streams) = (try request(for: session), answering, streams)
    isSizeDoubted =
      isSizeDoubted || connection.notes.doubtSize(of: request, to: options.connection.dialect)
    let answered = try await terminal.interruptible { await answering.answer(request, streams: streams) }
    session.take(answered.reply, of: answered.model)
    keep()
    count(answered.reply, of: answered.model)
    switch answered.ending {
    case .failed(let error):
      if answered.fallbacks.isExhausted { tell(answered.fallbacks, answeredBy: nil) }
      throw error
    case .interrupted: connection.notes.note("stopped; /retry asks again")
    case .whole: remark(on: answered)
    }
  }

  /// What is sent of a conversation.
  func request(for session: ChatSession) throws -> ChatRequest {
    try options.request(for: session, extraFields, in: context)
  }

  /// Writes it down; what cannot be kept is no reason to stop talking.
  mutating func keep() {
    let id = store?.keep(session)
    isKept = id != nil && !session.isEmpty
    guard let id, id != session.id else { return }
    connection.notes.forked(session.id, to: id)
    session.id = id
  }

  /// Counts what is used where conversations are not kept.
  private func count(_ reply: Reply, of model: ModelName) {
    guard store == nil, let recorder else { return }
    var entry = recorder.entry(of: "chat")
    entry.take(reply, of: model)
    recorder.keep(LedgerRecord([entry]))
  }

  private var streams: Bool {
    let settings = session.settings.options
    return connection.streams && settings.stream ?? true && settings.generation.numberOfGenerations ?? 1 == 1
  }

  private func tell(_ steps: [ModelFallback.Step], answeredBy answering: ModelName?) {
    let fallbacks = FallbackWatch()
    fallbacks.see(steps, answeredBy: answering)
    fallbacks.say(connection.notes)
  }

  private mutating func remark(on answered: AnswerStreamer.Answered) {
    let reply = answered.reply
    context.reroutes.see(answered.model, answeredBy: reply.answeringModel)
    context.reroutes.say(connection.notes)
    tell(answered.fallbacks, answeredBy: answered.model)
    connection.notes.warn(about: reply)
    if options.answer.showSafety {
      for answer in reply.generations { connection.notes.remark(SafetyMessages.summary(of: answer.safety)) }
    }
    if options.answer.usage {
      let line = UsageLine(
        models: [reply.answeringModel ?? answered.model.text], usage: reply.usage, times: answered.times)
      connection.notes.remark(line.text)
    }
    let reasons = judge.unsafeReasons(reply)
    guard !reasons.isEmpty else { return }
    unsafeAnswers += 1
    connection.notes.warn("the answer does not pass --max-toxicity: \(reasons.joined(separator: ", "))")
  }
}
