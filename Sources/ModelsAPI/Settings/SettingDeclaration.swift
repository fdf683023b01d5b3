package import Wire

/// All that is known of a setting: its name and value, where it stands in the bodies of the LLM Gateway, how clients of the
/// served APIs spell it, and what a server does where its upstream lacks it.
///
/// A class: every request goes through the table several times, and a row is too wide to be copied each time.
package final class SettingDeclaration: Sendable {
  /// Which setting the row is about.
  package let setting: GenerationSetting
  /// In rows of datasets and in fingerprints: `max_tokens`; the option has dashes.
  package let name: String
  /// What kind of value it takes, and the way to it.
  package let value: SettingValue
  /// What a model does anyway: to say it asks for nothing.
  let defaultValue: JSONValue?
  /// `POST /chat/generations` of the LLM Gateway.
  package let chat: BodyPlace
  /// `POST /generations` of the LLM Gateway.
  package let completion: BodyPlace
  /// Those of several that say the same come in the order in which they prevail.
  package let clients: [ClientField]
  /// What a server does with it where its upstream lacks it.
  package let policy: UnsupportedFeaturePolicy

  init(
    _ setting: GenerationSetting, _ name: String, _ value: SettingValue,
    default defaultValue: JSONValue? = nil,
    chat: BodyPlace = .none, completion: BodyPlace = .none,
    clients: [ClientField] = [], policy: UnsupportedFeaturePolicy
  ) {
    self.setting = setting
    self.name = name
    self.value = value
    self.defaultValue = defaultValue
    self.chat = chat
    self.completion = completion
    self.clients = clients
    self.policy = policy
  }

  /// Whether it asks for anything.
  func isInUse(in settings: GenerationSettings) -> Bool {
    guard let json = value.json(in: settings) else { return false }
    return json != defaultValue
  }

  /// Whether a word that clients may say is one that a server leaves out because no upstream knows it.
  package func leavesOut(_ word: String) -> Bool {
    guard policy == .leftOut, case .choice(let choice) = value else { return false }
    return !choice.words.contains(word)
  }
}

extension GenerationSetting {
  private static let declarations = Dictionary(
    uniqueKeysWithValues: SettingDeclaration.all.map { ($0.setting, $0) })

  /// The setting's row.
  package var declaration: SettingDeclaration {
    guard let declaration = Self.declarations[self] else {
      preconditionFailure("SettingDeclaration.all has no row for \(self)")
    }
    return declaration
  }
}

extension SettingDeclaration {
  /// In the order in which people read of them.
  private static let ordered = GenerationSetting.allCases.map(\.declaration)

  /// The settings in use that a body has no place for.
  ///
  /// - Parameter body: whose column of the table it is.
  static func unsupported(
    in body: KeyPath<SettingDeclaration, BodyPlace>, _ settings: GenerationSettings
  ) -> [GenerationSetting] {
    guard !settings.isEmpty else { return [] }
    return ordered.filter { $0[keyPath: body] == .none && $0.isInUse(in: settings) }.map(\.setting)
  }

  /// The settings in use that an API lacks: all but a few, for one that has no column in the table.
  static func unsupported(
    allBut supported: Set<GenerationSetting>, in settings: GenerationSettings
  ) -> [GenerationSetting] {
    guard !settings.isEmpty else { return [] }
    return ordered.filter { !supported.contains($0.setting) && $0.isInUse(in: settings) }.map(\.setting)
  }
}

extension GenerationSettings {
  /// What is set, by the settings' names. Each of them decides how an answer looks.
  package var fingerprint: JSONObject {
    SettingDeclaration.all.reduce(into: JSONObject()) { $0.set($1.name, $1.value.json(in: self)) }
  }
}

extension GenerationSettings {
  private static let none = GenerationSettings()

  /// Whether nothing is set, as in most requests: to ask each row of the table takes a server a fifth of a request's time.
  var isEmpty: Bool { self == Self.none }
}
