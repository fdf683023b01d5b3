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
    object["environment"] = program.environment.json
    object["files"] = program.files.json
    object["exit_status"] = program.exitStatus.json
    object["topics"] = program.topics.json
    return object
  }
}

extension HelpTopic {
  /// The page as data for other programs.
  var json: JSONObject {
    [
      "topic": .string(name), "summary": .string(summary),
      "sections": .array(
        sections.map { ["title": .string($0.title), "text": .string($0.text), "rows": $0.rows.json] }),
    ]
  }
}

extension [CommandTree.Fact] {
  fileprivate var json: JSONValue {
    .array(map { ["name": .string($0.name), "meaning": .string($0.meaning)] })
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
    object.set("value_if_omitted", omission.implied.map { .string($0) })
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
