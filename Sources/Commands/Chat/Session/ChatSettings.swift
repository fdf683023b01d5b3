import CommandTree
import ModelsAPI
import Wire

/// How the model should answer, under the names of the options of the command line.
struct ChatSettings: Sendable {
  private(set) var options: SettingOptions

  init(_ options: SettingOptions = SettingOptions()) {
    self.options = options
  }

  static var names: [String] { SettingOptions.syntax.described(by: SettingOptions()).map(\.name) }

  /// A sentence about it.
  static func help(on name: String) -> String { description(of: name)?.help ?? "" }

  /// The words it takes, where they can be listed.
  static func choices(of name: String) -> [String] {
    guard let description = description(of: name) else { return [] }
    return description.isFlag ? ["on", "off"] : description.choices
  }

  static func isRepeatable(_ name: String) -> Bool { description(of: name)?.isRepeatable == true }

  private static func description(of name: String) -> OptionDescription? {
    SettingOptions.syntax.described(by: SettingOptions()).first { $0.name == name }
  }

  /// The names that say something else than the default, with their words.
  var words: [(name: String, words: [String])] {
    let defaults = SettingOptions.syntax.described(by: SettingOptions())
    return zip(SettingOptions.syntax.described(by: options), defaults)
      .filter { $0.defaults != $1.defaults }.map { ($0.0.name, $0.0.defaults) }
  }

  /// - Throws: `UsageError` for a name or a word that no option has.
  mutating func set(_ name: String, to words: [String]) throws {
    try SettingOptions.syntax.set(name, to: words, in: &options, of: ["/set"])
  }

  /// Leaves it to the model again.
  mutating func reset(_ name: String) throws {
    // An unknown name is refused here.
    var fresh = ChatSettings()
    try fresh.set(name, to: [])
    for other in words where other.name != name { try fresh.set(other.name, to: other.words) }
    self = fresh
  }
}

extension ChatSettings {
  /// The words by their names, as they are kept.
  var json: JSONObject {
    JSONObject(words.map { .init($0.name, .array($0.words.map { .string($0) })) })
  }

  /// - Throws: `UsageError` for a name or a word that no option has.
  init(_ json: JSONValue?) throws {
    self.init()
    for member in json?.object?.members ?? [] {
      try set(member.name, to: (member.value.array ?? []).compactMap(\.string))
    }
  }
}

extension ChatSettings: Equatable {
  static func == (one: ChatSettings, other: ChatSettings) -> Bool {
    one.words.elementsEqual(other.words) { $0 == $1 }
  }
}
