import ModelsAPI

/// How the model should answer.
extension Conversation {
  mutating func chooseModel(_ name: String) throws {
    if !name.isEmpty {
      session.model = name
      keep()
    }
    try say("model: \(context.model(session.model, options.connection))")
  }

  mutating func instruct(_ text: String) throws {
    if !text.isEmpty {
      session.system = text == "-" ? nil : text
      keep()
    }
    try say("system: \(session.system ?? "-")")
  }

  /// `NAME VALUE` sets, `NAME -` leaves it to the model again, `NAME` shows one, nothing shows all.
  mutating func set(_ argument: String) throws {
    let parts = argument.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "=" }).map(String.init)
    guard let typed = parts.first else { return try showSettings(session.settings.words) }
    let name = typed.hasPrefix("--") ? String(typed.dropFirst(2)) : typed
    var changed = session
    if parts.count == 2 {
      try Self.change(&changed.settings, name, parts[1].trimmed)
    } else {
      // An unknown name is refused.
      try changed.settings.set(name, to: [])
    }
    try connection.models.check(request(for: changed), streamed: changed.wantsStream)
    session = changed
    keep()
    let words = session.settings.words.first { $0.name == name }?.words ?? ["-"]
    try showSettings([(name, words)])
  }

  private static func change(_ settings: inout ChatSettings, _ name: String, _ word: String) throws {
    guard word != "-" else { return try settings.reset(name) }
    let others = settings.words.first { $0.name == name && ChatSettings.isRepeatable(name) }?.words ?? []
    try settings.set(name, to: others + [word])
  }

  private func showSettings(_ settings: [(name: String, words: [String])]) throws {
    for setting in settings {
      for word in setting.words { try say("\(setting.name): \(word)") }
    }
    if settings.isEmpty { try say("nothing is set; Tab behind /set shows what can be") }
  }
}
