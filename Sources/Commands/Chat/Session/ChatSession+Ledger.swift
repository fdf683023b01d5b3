import Ledger
import ModelsAPI
import Wire

/// A conversation as the ledger keeps it.
extension ChatSession {
  /// The turn it goes on from, by its key.
  var head: Int64? { open?.key ?? turns.last?.key }

  /// What is to be written of it.
  ///
  /// - Parameters:
  ///   - time: of this moment, in milliseconds since 1970, UTC.
  ///   - written: the keys of turns that are kept already.
  ///   - knownHead: what the conversation went on from when it was kept last.
  func record(
    profile: String, at time: Int64, without written: Set<Int64>, knownHead: Int64? = nil
  ) -> LedgerRecord {
    var entries: [LedgerEntry] = []
    var parent: Int64?
    for turn in turns {
      if !written.contains(turn.key) {
        entries.append(entry(turn, after: parent, of: profile, at: time))
      }
      parent = turn.key
    }
    if let open {
      var entry = entry(of: profile, at: time, key: open.key, after: parent)
      entry.requests = 0
      entry.texts = LedgerTexts(system: system, prompt: open.text)
      entries.append(entry)
    }
    let conversation = LedgerConversation(
      id: id, profile: profile, model: model, system: system, settings: JSONValue.object(settings.json).text,
      head: head, time: time)
    return LedgerRecord(entries, conversation, knownHead: knownHead)
  }

  private func entry(
    _ turn: ChatTurn, after parent: Int64?, of profile: String, at time: Int64
  ) -> LedgerEntry {
    var entry = entry(of: profile, at: time, key: turn.key, after: parent)
    entry.model = turn.model
    entry.answeringModel = turn.answeringModel
    entry.generation = turn.generation
    entry.usage = LedgerUsage(turn.usage)
    entry.texts = LedgerTexts(system: system, prompt: turn.question, text: turn.answer)
    return entry
  }

  private func entry(of profile: String, at time: Int64, key: Int64, after parent: Int64?) -> LedgerEntry {
    var entry = LedgerEntry(time: time, command: "chat", profile: profile)
    entry.key = key
    entry.conversation = id
    entry.parent = parent
    return entry
  }

  /// A conversation that goes on where it got to.
  ///
  /// - Parameter entries: the turns that led there, the first one first.
  /// - Throws: `UsageError` for settings that no version knows.
  init(_ conversation: LedgerConversation, _ entries: [LedgerEntry]) throws {
    self.init(id: conversation.id, model: conversation.model)
    system = conversation.system
    settings = try ChatSettings(try? JSONValue(decoding: conversation.settings))
    var (turns, usage) = ([ChatTurn](), ChatUsage())
    for entry in entries {
      guard let turn = ChatTurn(entry) else { continue }
      turns.append(turn)
      usage.add(turn.usage)
    }
    let open = entries.last.flatMap { entry in
      entry.texts?.text == nil ? entry.texts?.prompt.map { OpenQuestion($0, key: entry.key) } : nil
    }
    restore(turns, open: open, generation: turns.last?.generation, usage: usage)
  }
}

extension ChatTurn {
  /// `nil` for a question that has no answer.
  fileprivate init?(_ entry: LedgerEntry) {
    guard let question = entry.texts?.prompt, let answer = entry.texts?.text else { return nil }
    self.init(key: entry.key, question: question, answer: answer)
    model = entry.model
    answeringModel = entry.answeringModel
    generation = entry.generation
    guard entry.usage.input != nil || entry.usage.output != nil else { return }
    usage = Usage(entry.usage)
  }
}

extension Usage {
  fileprivate init(_ kept: LedgerUsage) {
    func count(_ number: Int?) -> Count? { number.map { Count(clamping: $0) } }
    self.init(
      inputTokens: count(kept.input), outputTokens: count(kept.output), cachedTokens: count(kept.cached),
      reasoningTokens: count(kept.reasoning))
  }
}
