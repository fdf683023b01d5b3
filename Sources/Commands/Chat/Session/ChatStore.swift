import FoundationEssentials
import Ledger
import ModelsAPI
import Synchronization

/// The conversations of this machine.
struct ChatStore: Sendable {
  let recorder: HistoryRecorder
  private let reading: @Sendable () throws -> Ledger?
  private let kept = KeptTurns()

  /// - Parameter reading: opens the ledger to look something up.
  init(_ recorder: HistoryRecorder, reading: @escaping @Sendable () throws -> Ledger?) {
    self.recorder = recorder
    self.reading = reading
  }

  private var profile: String { recorder.profile }

  /// Writes down what is new in it; what cannot be kept is said, and no reason to stop talking.
  ///
  /// - Returns: the conversation's id: another one when another process has gone on with it meanwhile, whose turns stay
  ///   where they are; `nil` where it is not kept.
  func keep(_ session: ChatSession) -> String? {
    guard !session.isEmpty || kept.knows(session.id) else { return session.id }
    let record = session.record(
      profile: profile, at: recorder.now().milliseconds, without: kept.keys,
      knownHead: kept.head(of: session.id))
    guard let outcome = recorder.keep(record) else { return nil }
    var session = session
    if case .written(let id?) = outcome { session.id = id }
    kept.note(session)
    return session.id
  }
}

extension ChatStore {
  /// The conversation of this id, or one that goes on from the entry of this number, as a conversation of its own where
  /// another turn has followed.
  ///
  /// - Throws: ``ChatFailure/noConversation(id:profile:)`` when there is none; `LedgerFailure`.
  func session(_ id: String) throws -> ChatSession {
    guard let ledger = try reading() else { throw ChatFailure.keepsNothing }
    if let conversation = try ledger.conversation(id) { return try session(conversation, in: ledger) }
    guard let number = Int64(id), let entry = try ledger.entry(number),
      let parent = try entry.conversation.flatMap({ id throws in try ledger.conversation(id) })
    else { throw ChatFailure.noConversation(id: id, profile: profile) }
    guard parent.head != entry.key else { return try session(parent, in: ledger) }
    var fork = parent
    fork.id = ChatSession.freshID(at: recorder.now())
    fork.head = entry.key
    return try session(fork, in: ledger)
  }

  /// The conversations of this profile, the one that was written to last first, each with what was asked in it first.
  ///
  /// - Throws: `LedgerFailure`.
  func conversations(upTo limit: Int) throws -> [(id: String, time: String, question: String)] {
    guard let ledger = try reading() else { throw ChatFailure.keepsNothing }
    return try ledger.overview(of: profile, upTo: limit)
  }

  /// The last entries of this profile that have all of the words, the newest first.
  ///
  /// - Throws: `LedgerFailure`.
  func entries(having words: [String]) throws -> [LedgerEntry] {
    var query = LedgerQuery()
    (query.words, query.profile, query.limit) = (words, profile, 20)
    return try reading()?.entries(query) ?? []
  }

  /// The entry of this number.
  ///
  /// - Throws: `LedgerFailure`.
  func entry(_ number: Int64) throws -> LedgerEntry? { try reading()?.entry(number) }

  /// The conversation of this profile that was written to last.
  ///
  /// - Throws: ``ChatFailure/noConversation(id:profile:)`` when there is none; `LedgerFailure`.
  func last() throws -> ChatSession {
    guard let ledger = try reading() else { throw ChatFailure.keepsNothing }
    guard let last = try ledger.conversations(of: profile, upTo: 1).first else {
      throw ChatFailure.noConversation(id: nil, profile: profile)
    }
    return try session(last, in: ledger)
  }

  private func session(_ conversation: LedgerConversation, in ledger: Ledger) throws -> ChatSession {
    let turns = try conversation.head.map { head throws in try ledger.turns(to: head) } ?? []
    let session = try ChatSession(conversation, turns)
    kept.note(session)
    return session
  }
}

extension Ledger {
  /// The conversations of a profile, the one that was written to last first, each with what was asked in it first.
  ///
  /// - Throws: `LedgerFailure`.
  func overview(of profile: String, upTo limit: Int) throws -> [(id: String, time: String, question: String)]
  {
    try conversations(of: profile, upTo: limit).map { conversation in
      let first = try conversation.head.flatMap { head throws in try firstTurn(to: head) }
      let question = first?.texts?.prompt?.split(whereSeparator: \.isNewline).first
      return (conversation.id, first?.localTime ?? "", String(question ?? ""))
    }
  }
}

extension ChatSession {
  /// A name that sorts by time and that nobody else will choose.
  static func freshID(at now: Date) -> String {
    let moment = now.formatted(.iso8601).filter(\.isNumber)
    return "\(moment)-\(UUID().uuidString.prefix(4).lowercased())"
  }
}

/// What this process knows to be in the ledger.
private final class KeptTurns: Sendable {
  private struct State {
    var keys: Set<Int64> = []
    var heads: [String: Int64?] = [:]
  }

  private let state = Mutex(State())

  /// Of turns, with their answers.
  var keys: Set<Int64> { state.withLock { $0.keys } }

  func knows(_ conversation: String) -> Bool { state.withLock { $0.heads[conversation] != nil } }

  func head(of conversation: String) -> Int64? { state.withLock { $0.heads[conversation] ?? nil } }

  func note(_ session: ChatSession) {
    state.withLock { state in
      state.keys.formUnion(session.turns.map(\.key))
      state.heads.updateValue(session.head, forKey: session.id)
    }
  }
}
