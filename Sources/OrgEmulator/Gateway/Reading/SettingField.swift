/// A field by which a request says how its answer is to be generated. A new one is a row of ``all``: that it is known, and
/// what it takes, follow from there.
struct SettingField: Sendable {
  /// An object that such fields stand in.
  enum Object: Hashable, Sendable {
    /// The body of `POST /chat/generations`.
    case chat
    /// `generation_settings` in it.
    case chatSettings
    /// The body of `POST /generations`.
    case prompt
  }

  /// What a field takes.
  enum Kind: Hashable, Sendable {
    case whole(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case flag, text, texts, object
  }

  let name: String
  let kind: Kind
  let objects: Set<Object>

  private init(_ name: String, _ kind: Kind, in objects: Set<Object>) {
    self.name = name
    self.kind = kind
    self.objects = objects
  }

  /// Source: LLM Gateway API reference, `GenerationSettings` and the fields of both endpoints; Salesforce's own clients
  /// for `num_generations` in `generation_settings`.
  static let all = [
    SettingField("max_tokens", .whole(1...Int.max), in: [.chatSettings, .prompt]),
    SettingField("stop_sequences", .texts, in: [.chatSettings, .prompt]),
    // The reference names no upper bound; this is OpenAI's.
    SettingField("num_generations", .whole(1...128), in: [.chatSettings, .prompt]),
    SettingField("temperature", .number(0...1), in: [.chatSettings, .prompt]),
    SettingField("frequency_penalty", .number(0...1), in: [.chatSettings, .prompt]),
    SettingField("presence_penalty", .number(0...1), in: [.chatSettings, .prompt]),
    SettingField("parameters", .object, in: [.chatSettings, .prompt]),
    SettingField("top_p", .number(0...1), in: [.chatSettings]),
    SettingField("top_k", .whole(0...Int.max), in: [.chatSettings]),
    SettingField("seed", .whole(Int.min...Int.max), in: [.chatSettings]),
    SettingField("enable_pii_masking", .flag, in: [.chat, .prompt]),
    SettingField("turn_id", .text, in: [.chat]),
    SettingField("system_prompt_strategy", .text, in: [.chat]),
  ]

  /// The names of all that an object has.
  static func names(in object: Object) -> Set<String> {
    Set(all.filter { $0.objects.contains(object) }.map(\.name))
  }
}

extension RequestBody {
  /// Checks every setting that this object has.
  func checkSettings(of object: SettingField.Object) throws(ErrorResponse) {
    for field in SettingField.all where field.objects.contains(object) { try check(field) }
  }

  private func check(_ field: SettingField) throws(ErrorResponse) {
    switch field.kind {
    case .whole(let range): _ = try integer(field.name, in: range)
    case .number(let range): _ = try number(field.name, in: range)
    case .flag: _ = try flag(field.name)
    case .text: _ = try text(field.name)
    case .texts: _ = try texts(field.name)
    case .object: _ = try part(field.name)
    }
  }
}
