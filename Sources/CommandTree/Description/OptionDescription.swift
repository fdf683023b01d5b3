/// All that is known about an option, without behaviour: what help, manual and completions are made from.
package struct OptionDescription: Sendable, Equatable {
  /// The section of options that name none.
  package static let plainSection = "Options"

  /// The long name, without hyphens.
  package let name: String
  package let short: Character?
  /// What its value is called; nil for a flag.
  package let value: String?
  package let isNegatable: Bool
  package let isRepeatable: Bool
  package let choices: [String]
  package let completion: Completion
  package let environment: String?
  package let setting: String?
  package let section: String
  package let isHidden: Bool
  package let help: String
  /// The words that would give its default.
  package internal(set) var defaults: [String] = []

  init(
    name: String, short: Character? = nil, value: String? = nil, isNegatable: Bool = false,
    isRepeatable: Bool = false, choices: [String] = [], completion: Completion = .none,
    environment: String? = nil, setting: String? = nil, section: String = plainSection,
    isHidden: Bool = false, help: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.isNegatable = isNegatable
    self.isRepeatable = isRepeatable
    self.choices = choices
    self.completion = completion
    self.environment = environment
    self.setting = setting
    self.section = section
    self.isHidden = isHidden
    self.help = help
  }
}

extension OptionDescription {
  package var isFlag: Bool { value == nil }

  /// The option as it is typed.
  var typed: String { "--" + name }

  /// Both ways to type it that have a long name.
  var longNames: [String] { isNegatable ? [name, "no-" + name] : [name] }

  /// What a shell offers for its value: the choices of its type unless the table says otherwise.
  var offered: Completion { completion == .none && !choices.isEmpty ? .choices(choices) : completion }
}

extension OptionDescription {
  /// The default as people should read it; a flag that is off need not say so.
  var shownDefault: String? {
    guard !defaults.isEmpty else { return nil }
    guard isFlag else { return defaults.joined(separator: ", ") }
    guard isNegatable else { return nil }
    return defaults == [true.argument] ? "on" : "off"
  }
}
