import Ledger
import ModelsAPI
import Wire

/// A conversation as a value: what was said, how the model should answer, and what it has cost.
struct ChatSession: Equatable, Sendable {
  /// Names the conversation on this machine.
  var id: String
  /// As the person names it: an API name or an alias.
  var model: String
  var system: String?
  var settings = ChatSettings()
  /// What was asked and answered.
  private(set) var turns: [ChatTurn] = []
  /// What was asked and has no answer yet, because it failed or was given up.
  private(set) var open: OpenQuestion?
  /// Texts that go along with the next message.
  var attachments: [MessageAttachment] = []
  /// What feedback refers to.
  private(set) var generation: String?
  private(set) var usage = ChatUsage()

  init(id: String, model: String) {
    self.id = id
    self.model = model
  }

  /// Questions and answers in turn; it ends with an answer.
  var messages: [Message] {
    turns.flatMap { [Message(.user, $0.question), Message(.assistant, $0.answer)] }
  }

  /// The text of the open question.
  var unanswered: String? { open?.text }

  /// Whether there is nothing to be kept.
  var isEmpty: Bool { turns.isEmpty && open == nil }

  /// Whether answers are wanted piece by piece, as far as that is said.
  var wantsStream: Bool { settings.options.stream ?? false }

  /// What the model is shown: the system's message, what was said, and the open question.
  var transcript: [Message] {
    let system = system.map { [Message(.system, $0)] } ?? []
    return system + messages + (unanswered.map { [Message(.user, $0)] } ?? [])
  }
}

extension ChatSession {
  /// Asks, with what was attached; a question that was left open is dropped.
  mutating func ask(_ text: String) {
    open = OpenQuestion(([text] + attachments.map(\.text)).joined(separator: "\n\n"))
    attachments = []
  }

  /// Takes an answer, whole or as far as it came, as the one to the open question.
  ///
  /// - Parameter model: the one that was asked.
  mutating func take(_ reply: Reply, of model: ModelName? = nil) {
    usage.add(reply.usage)
    generation = reply.generations.first?.id ?? generation
    let text = reply.generations.map(\.text).joined(separator: "\n\n")
    guard let open, !text.isEmpty else { return }
    var turn = ChatTurn(key: open.key, question: open.text, answer: text)
    turn.model = model?.text
    turn.answeringModel = reply.answeringModel
    turn.generation = reply.generations.first?.id
    turn.usage = reply.usage
    turns.append(turn)
    self.open = nil
  }

  /// Opens the last question again; `false` where none was asked.
  mutating func reopen() -> Bool {
    guard open == nil else { return true }
    guard let turn = turns.popLast() else { return false }
    open = OpenQuestion(turn.question)
    return true
  }

  /// Takes the last question back with its answer; `nil` where none was asked.
  mutating func undo() -> String? {
    guard reopen() else { return nil }
    defer { open = nil }
    generation = nil
    return unanswered
  }

  /// Puts what was said somewhere else in the place of what was said here.
  mutating func restore(_ turns: [ChatTurn], open: OpenQuestion?, generation: String?, usage: ChatUsage) {
    self.turns = turns
    self.open = open
    self.generation = generation
    self.usage = usage
  }

  /// Begins anew, with the same model, settings and system's message.
  func cleared(id: String) -> ChatSession {
    var fresh = ChatSession(id: id, model: model)
    fresh.system = system
    fresh.settings = settings
    return fresh
  }
}

/// A question and its answer, which feedback and later questions can refer to.
struct ChatTurn: Equatable, Sendable {
  /// Names the turn wherever it is kept.
  var key: Int64
  var question: String
  var answer: String
  /// The one that was asked.
  var model: String?
  /// The one that answered, in its provider's words.
  var answeringModel: String?
  var generation: String?
  var usage: Usage?

  init(key: Int64, question: String, answer: String) {
    self.key = key
    self.question = question
    self.answer = answer
  }
}

/// A text that goes along with a message.
struct MessageAttachment: Equatable, Sendable {
  var path: String
  /// Under a line with the file's name.
  var text: String
}

/// A question that waits for its answer.
struct OpenQuestion: Equatable, Sendable {
  /// Names the turn that it will be.
  var key: Int64
  var text: String

  init(_ text: String, key: Int64 = .random(in: 0...Int64.max)) {
    self.key = key
    self.text = text
  }
}

/// What a conversation has cost: in its last turn and altogether.
struct ChatUsage: Equatable, Sendable {
  var last: Usage?
  var inputTokens: Count = 0
  var outputTokens: Count = 0

  mutating func add(_ usage: Usage?) {
    last = usage
    inputTokens += usage?.inputTokens ?? 0
    outputTokens += usage?.outputTokens ?? 0
  }
}
