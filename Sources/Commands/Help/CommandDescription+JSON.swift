import CommandTree
import Wire

extension CommandDescription {
  /// The command as data for other programs.
  var json: JSONObject {
    var object: JSONObject = [
      "command": .string(path.joined(separator: " ")), "summary": .string(words.summary),
      "discussion": .string(words.discussion), "hidden": .bool(words.isHidden),
      "aliases": .array(words.aliases.map { .string($0) }),
      "examples": .array(
        words.examples.map { ["line": .string($0.line), "explanation": .string($0.explanation)] }),
      "operands": .array(operands.map { .object($0.json) }),
      "options": .array(options.map { .object($0.json) }),
    ]
    object.set("default_command", defaultChild.map { .string($0) })
    if isGroup { object["commands"] = .array(children.map { .object($0.json) }) }
    guard let program else { return object }
    object["version"] = .string(program.version)
    object["environment"] = Self.json(program.environment)
    object["files"] = Self.json(program.files)
    object["exit_status"] = Self.json(program.exitStatus)
    return object
  }

  private static func json(_ facts: [CommandTree.Fact]) -> JSONValue {
    .array(facts.map { ["name": .string($0.name), "meaning": .string($0.meaning)] })
  }
}

extension OperandDescription {
  fileprivate var json: JSONObject {
    [
      "name": .string(name), "help": .string(help), "required": .bool(isRequired),
      "repeatable": .bool(isRepeatable),
      "rest": .bool(takesRest), "choices": .array(choices.map { .string($0) }),
    ]
  }
}

extension OptionDescription {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["name": .string(name)]
    object.set("short", short.map { .string(String($0)) })
    object.set("value", value.map { .string($0) })
    object["help"] = .string(help)
    object["section"] = .string(section)
    object["negatable"] = .bool(isNegatable)
    object["repeatable"] = .bool(isRepeatable)
    object["choices"] = .array(choices.map { .string($0) })
    object["default"] = .array(defaults.map { .string($0) })
    object.set("environment", environment.map { .string($0) })
    object.set("setting", setting.map { .string($0) })
    return object
  }
}
