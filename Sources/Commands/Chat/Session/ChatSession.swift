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
  /// Questions and answers in turn; it ends with an answer.
  private(set) var messages: [Message] = []
  /// What was asked and has no answer yet, because it failed or was given up.
  private(set) var unanswered: String?
  /// Texts that go along with the next message.
  var attachments: [String] = []
  /// What feedback refers to.
  private(set) var generation: String?
  private(set) var usage = ChatUsage()

  init(id: String, model: String) {
    self.id = id
    self.model = model
  }

  /// Whether there is nothing to be kept.
  var isEmpty: Bool { messages.isEmpty && unanswered == nil }

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
    unanswered = ([text] + attachments).joined(separator: "\n\n")
    attachments = []
  }

  /// Takes an answer, whole or as far as it came, as the one to the open question.
  mutating func take(_ reply: Reply) {
    usage.add(reply.usage)
    generation = reply.generations.first?.id ?? generation
    let text = reply.generations.map(\.text).joined(separator: "\n\n")
    guard let question = unanswered, !text.isEmpty else { return }
    messages += [Message(.user, question), Message(.assistant, text)]
    unanswered = nil
  }

  /// Opens the last question again; `false` where none was asked.
  mutating func reopen() -> Bool {
    guard unanswered == nil else { return true }
    guard let question = messages.dropLast().last else { return false }
    messages.removeLast(2)
    unanswered = question.content
    return true
  }

  /// Takes the last question back with its answer; `nil` where none was asked.
  mutating func undo() -> String? {
    guard reopen() else { return nil }
    defer { unanswered = nil }
    generation = nil
    return unanswered
  }

  /// Puts what was said somewhere else in the place of what was said here.
  mutating func restore(_ said: [Message], unanswered: String?, generation: String?, usage: ChatUsage) {
    messages = said
    self.unanswered = unanswered
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
