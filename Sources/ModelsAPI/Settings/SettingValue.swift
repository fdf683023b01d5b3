package import Wire

/// What kind of value a setting has, and the way to it.
package enum SettingValue: Sendable {
  /// The way to a value inside of the settings.
  package typealias Path<Value> = any WritableKeyPath<GenerationSettings, Value> & Sendable

  case whole(Path<Int?>)
  case number(Path<Double?>)
  case flag(Path<Bool?>)
  /// Can be asked for, but not be declined.
  case presence(Path<Bool>)
  case text(Path<String?>)
  case texts(Path<[String]>)
  case object(Path<JSONObject>)
  /// One of some words.
  case choice(SettingChoice)
  /// Nothing that an option or a field of a row could say.
  case structure(SettingStructure)
}

extension SettingValue {
  /// The value; `nil` where it is left to the model.
  package func json(in settings: GenerationSettings) -> JSONValue? {
    switch self {
    case .whole(let path): settings[keyPath: path].map { JSONValue($0) }
    case .number(let path): settings[keyPath: path].map { JSONValue($0) }
    case .flag(let path): settings[keyPath: path].map { .bool($0) }
    case .presence(let path): settings[keyPath: path] ? true : nil
    case .text(let path): settings[keyPath: path].map { .string($0) }
    case .texts(let path): Self.json(settings[keyPath: path])
    case .object(let path): Self.json(settings[keyPath: path])
    case .choice(let choice): choice.word(settings).map { .string($0) }
    case .structure(let structure): structure.json(settings).map { .object($0) }
    }
  }

  private static func json(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .array(texts.map { .string($0) })
  }

  private static func json(_ object: JSONObject) -> JSONValue? {
    object.members.isEmpty ? nil : .object(object)
  }

  /// Leaves it to the model.
  package func clear(_ settings: inout GenerationSettings) {
    switch self {
    case .whole(let path): settings[keyPath: path] = nil
    case .number(let path): settings[keyPath: path] = nil
    case .flag(let path): settings[keyPath: path] = nil
    case .presence(let path): settings[keyPath: path] = false
    case .text(let path): settings[keyPath: path] = nil
    case .texts(let path): settings[keyPath: path] = []
    case .object(let path): settings[keyPath: path] = [:]
    case .choice(let choice): choice.choose(&settings, nil)
    case .structure(let structure): structure.clear(&settings)
    }
  }
}

/// A value that is one of some words.
package struct SettingChoice: Sendable {
  /// All there are.
  package let words: [String]
  /// The word that is set; `nil` where it is left to the model.
  package let word: @Sendable (GenerationSettings) -> String?
  /// Takes one of the words; `nil` leaves it to the model.
  package let choose: @Sendable (inout GenerationSettings, String?) -> Void

  init<Choice: RawRepresentable<String> & CaseIterable & Sendable>(_ path: SettingValue.Path<Choice?>) {
    words = Choice.allCases.map(\.rawValue)
    word = { $0[keyPath: path]?.rawValue }
    choose = { $0[keyPath: path] = $1.flatMap { Choice(rawValue: $0) } }
  }
}

/// A value with members of its own.
package struct SettingStructure: Sendable {
  let json: @Sendable (GenerationSettings) -> JSONObject?
  let clear: @Sendable (inout GenerationSettings) -> Void

  init<Structure>(
    _ path: SettingValue.Path<Structure?>, _ json: @escaping @Sendable (Structure) -> JSONObject
  ) {
    self.json = { $0[keyPath: path].map(json) }
    clear = { $0[keyPath: path] = nil }
  }
}
