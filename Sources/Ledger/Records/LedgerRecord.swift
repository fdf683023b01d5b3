/// What is written at once: entries, and where a conversation has got to by them.
package struct LedgerRecord: Equatable, Sendable {
  /// New ones, or new contents of those with these keys.
  package var entries: [LedgerEntry]
  /// The conversation that the entries belong to.
  package var conversation: LedgerConversation?
  /// The head that the writer knows: another one in the database means that somebody else has gone on.
  package var knownHead: Int64?

  /// - Parameter knownHead: the conversation's head before; `nil` for a new conversation.
  package init(
    _ entries: [LedgerEntry], _ conversation: LedgerConversation? = nil, knownHead: Int64? = nil
  ) {
    self.entries = entries
    self.conversation = conversation
    self.knownHead = knownHead
  }
}
