/// How many bytes an input may have that is read whole, by what it is for: none is without end.
struct InputBound: Hashable, Sendable {
  let bytes: Int

  /// A client secret, on standard input or from a command.
  static let secret = InputBound(bytes: 8 << 10)
  /// A file of keys, one a line.
  static let keys = InputBound(bytes: 64 << 10)
  /// What people have set.
  static let settings = InputBound(bytes: 1 << 20)
  /// JSON or a text that an option names, a conversation, a script.
  static let document = InputBound(bytes: 64 << 20)
  /// A text for a model, in a file or on standard input.
  static let prompt = InputBound(bytes: 64 << 20)

  /// `8 KB`, `64 MB`.
  var words: String { bytes < 1 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB" }
}
