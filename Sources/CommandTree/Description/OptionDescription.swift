/// All that is known about an option, without behaviour: what help, manual and completions are made from.
package struct OptionDescription: Sendable, Equatable {
  /// The section of options that name none.
  package static let plainSection = "Options"

  /// The long name, without hyphens.
  package let name: String
  /// The letter behind a single hyphen; `nil` for none.
  package let short: Character?
  /// What its value is called; nil for a flag.
  package let value: String?
  /// What it means without its value.
  package let omission: ValueOmission
  /// Whether `--no-NAME` is understood.
  package let isNegatable: Bool
  /// Whether it may be given more than once.
  package let isRepeatable: Bool
  /// All words that its value may be, where they can be listed.
  package let choices: [String]
  /// What a shell offers as its value.
  package let completion: ValueCompletion
  /// The variable that fills it; `nil` for none.
  package let environment: String?
  /// The setting that fills it; `nil` for none.
  package let setting: String?
  /// The heading in help under which it stands.
  package let section: String
  /// Whether help, manual and completions leave it out.
  package let isHidden: Bool
  /// One sentence.
  package let help: String
  /// The words that would give its default.
  package internal(set) var defaults: [String] = []

  init(
    name: String, short: Character? = nil, value: String? = nil, omission: ValueOmission = .refused,
    isNegatable: Bool = false,
    isRepeatable: Bool = false, choices: [String] = [], completion: ValueCompletion = .none,
    environment: String? = nil, setting: String? = nil, section: String = plainSection,
    isHidden: Bool = false, help: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.omission = omission
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
  /// Whether it has no value.
  package var isFlag: Bool { value == nil }

  /// Whether its value can be left out.
  var isValueOptional: Bool { omission != .refused }

  /// Whether the word behind it is its value, whatever it is.
  var takesNextWord: Bool { !isFlag && !isValueOptional }

  /// The option as it is typed.
  var typed: String { "--" + name }

  /// Both ways to type it that have a long name.
  var longNames: [String] { isNegatable ? [name, "no-" + name] : [name] }

  /// What a shell offers for its value: the choices of its type unless the table says otherwise.
  var offered: ValueCompletion { completion == .none && !choices.isEmpty ? .choices(choices) : completion }
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

extension OptionDescription {
  /// Understood by every command and group.
  static let help = OptionDescription(name: "help", short: "h", help: "Show this help.")

  /// Understood everywhere, shown for the program.
  static let version = OptionDescription(
    name: "version", help: "Show the version, the commit and the platform.")

  /// Understood beside `--version`, shown for the program.
  static let json = OptionDescription(name: "json", help: "With --version: print JSON.")
}
