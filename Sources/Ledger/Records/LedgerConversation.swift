/// A conversation: how it is held, and where it has got to in the tree of turns.
package struct LedgerConversation: Equatable, Sendable {
  /// What `chat --resume` takes.
  package var id: String
  /// Whose it is.
  package var profile: String
  /// As the person names it: an API name or an alias.
  package var model: String
  /// How the model was told to behave.
  package var system: String?
  /// A JSON object: the words of settings by their names.
  package var settings: String
  /// The key of the turn it goes on from; `nil` at its beginning.
  package var head: Int64?
  /// When it was written to last, in milliseconds since 1970, UTC.
  package var time: Int64

  /// A conversation as it is to be kept.
  package init(
    id: String, profile: String, model: String, system: String? = nil, settings: String = "{}",
    head: Int64? = nil,
    time: Int64
  ) {
    self.id = id
    self.profile = profile
    self.model = model
    self.system = system
    self.settings = settings
    self.head = head
    self.time = time
  }
}
