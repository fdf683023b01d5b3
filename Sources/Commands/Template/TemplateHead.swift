import CommandTree
import ModelsAPI
import TOML
import Wire

/// What stands before a template's text: what it is good for, how the model should answer, and values of its variables.
struct TemplateHead: Equatable, Sendable {
  var description: String?
  /// Words for options, by their long names.
  var words: [String: [String]] = [:]
  /// Values for variables that nothing else gives.
  var variables: [String: String] = [:]

  /// What is wrong with a name or its value.
  enum Mistake: Error, Equatable {
    case unknownKey(String, suggestions: [String])
    case unusableValue(String, wanted: String)
  }

  init() {}

  /// - Throws: ``Mistake`` with the first name that means nothing, or whose value does not fit.
  init(_ table: TOMLTable) throws(Mistake) {
    for member in table.members {
      let name = String(member.name.map { $0 == "_" ? "-" : $0 })
      switch name {
      case "description": description = try Self.text(member)
      case "variables": variables = try Self.variables(member)
      case _ where Self.texts.contains(name): words[name] = [try Self.text(member)]
      default: words[name] = try Self.words(member, for: name)
      }
    }
  }

  /// Options beside the settings.
  private static let texts = ["api", "model", "schema", "system"]

  private static var settings: [GenerationSetting] { GenerationSetting.allCases.filter { $0.help != nil } }

  /// All names that mean something.
  private static var names: [String] {
    ["description", "variables"] + texts + settings.map(\.optionName)
  }

  private static func text(_ member: TOMLTable.Member) throws(Mistake) -> String {
    guard case .string(let text) = member.value else { throw .unusableValue(member.name, wanted: "a text") }
    return text
  }

  private static func variables(_ member: TOMLTable.Member) throws(Mistake) -> [String: String] {
    guard case .table(let table) = member.value else {
      throw .unusableValue(member.name, wanted: "a table such as { tone = \"friendly\" }")
    }
    var values: [String: String] = [:]
    for variable in table.members {
      guard let word = variable.value.word else {
        throw .unusableValue("variables.\(variable.name)", wanted: "a text, a number or a boolean")
      }
      values[variable.name] = word
    }
    return values
  }

  private static func words(_ member: TOMLTable.Member, for name: String) throws(Mistake) -> [String] {
    guard let setting = settings.first(where: { $0.optionName == name }) else {
      throw .unknownKey(member.name, suggestions: Suggestion.names(near: name, among: names))
    }
    switch setting.declaration.value {
    case .texts: return try texts(member)
    case .object: return try keyed(member)
    case .whole, .number, .text, .flag, .presence, .choice, .structure:
      guard let word = member.value.word else {
        throw .unusableValue(member.name, wanted: "a text, a number or a boolean")
      }
      return [word]
    }
  }

  private static func texts(_ member: TOMLTable.Member) throws(Mistake) -> [String] {
    if let word = member.value.word { return [word] }
    guard case .array(let values) = member.value, !values.contains(where: { $0.word == nil }) else {
      throw .unusableValue(member.name, wanted: "a text or a list of texts")
    }
    return values.compactMap(\.word)
  }

  private static func keyed(_ member: TOMLTable.Member) throws(Mistake) -> [String] {
    guard case .table(let table) = member.value else {
      throw .unusableValue(member.name, wanted: "a table such as { key = 1 }")
    }
    return table.members.map { "\($0.name)=\(JSONValue($0.value).text)" }
  }
}

extension TOMLValue {
  /// What a scalar would be on a command line; a date as it stands there.
  var word: String? {
    switch self {
    case .string(let text), .dateTime(let text, _): text
    case .integer(let number): String(number)
    case .float(let number): number.argument
    case .boolean(let flag): flag.argument
    case .array, .table: nil
    }
  }
}

extension JSONValue {
  /// The same in JSON; a date is its text.
  fileprivate init(_ value: TOMLValue) {
    switch value {
    case .string(let text), .dateTime(let text, _): self = .string(text)
    case .integer(let number): self = .number(String(number))
    case .float(let number): self = JSONValue(number)
    case .boolean(let flag): self = .bool(flag)
    case .array(let values): self = .array(values.map { JSONValue($0) })
    case .table(let table):
      self = .object(JSONObject(table.members.map { .init($0.name, JSONValue($0.value)) }))
    }
  }
}
