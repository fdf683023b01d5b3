/// What a person wants who has typed this at the prompt.
enum ChatLine: Equatable {
  case nothing
  case message(String)
  /// A slash command, which may exist.
  case command(name: String, argument: String)
  /// A word that other programs leave at.
  case leaving(String)

  /// A slash and a word of letters make a command; a path such as `/etc/hosts` and two slashes begin messages.
  init(_ text: String) {
    let start = text.drop(while: \.isWhitespace)
    if start.isEmpty {
      self = .nothing
    } else if start.hasPrefix("//") {
      self = .message(String(start.dropFirst()))
    } else if start.hasPrefix("/"), let command = Self.command(start.dropFirst()) {
      self = command
    } else if ["exit", "quit", ":q"].contains(start.trimmed) {
      self = .leaving(start.trimmed)
    } else {
      self = .message(text)
    }
  }

  /// Whether it stands by itself.
  var isCommand: Bool {
    switch self {
    case .nothing, .message: false
    case .command, .leaving: true
    }
  }

  private static func command(_ text: Substring) -> ChatLine? {
    let name = text.prefix { !$0.isWhitespace }
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "?" }) else { return nil }
    return .command(name: String(name), argument: String(text.dropFirst(name.count)).trimmed)
  }
}
