import CommandTree
import RowEngine
import Wire

/// A prompt with places that a row's fields take: what `--prompt` says, or a template.
struct RowTemplate: Sendable {
  private let values: TemplateValues
  /// The name of the option that gives it.
  let option: String

  /// - Returns: `nil` where each row has a whole prompt.
  /// - Throws: ``TemplateFailure``, ``InputFailure``.
  init?(_ command: Generate, in context: Context) throws {
    // What was typed may hold fields too; a template's own words do in any case.
    let system = context.isFromTemplate("system") ? nil : command.source.system
    if let template = context.template {
      values = try TemplateValues(template.template.with(system: system), template.typed)
      option = "template"
    } else if let prompt = command.rowPrompt {
      let template = try TemplateFile(text: prompt, path: "--prompt").with(system: system)
      values = try TemplateValues(template, command.template.typed)
      option = "prompt"
    } else {
      return nil
    }
  }

  /// What decides how rows are asked.
  var fingerprint: JSONValue {
    let names = values.template.variables.filter { values.value(of: $0) != nil }
    return [
      "text": .string(values.template.source), "system": .string(values.template.systemSource),
      "values": .object(JSONObject(names.map { .init($0, .string(values.value(of: $0) ?? "")) })),
      "files": .object(
        JSONObject(values.files.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
    ]
  }

  /// - Parameter optional: what else rows may say.
  func asked(beside optional: Set<String>) -> AskedFields {
    AskedFields(
      required: values.open.map { [$0] } + (values.usesInput ? [["prompt"]] : []),
      optional: optional.union(values.template.variables).union(["prompt"]))
  }

  /// The texts with a row's fields in their places.
  ///
  /// - Throws: ``RowProblem`` for a field that is not there, and for a text that comes out empty.
  func filled(_ fields: RowFields) throws -> (system: String?, text: String) {
    if let name = values.open.first(where: { fields.record[$0] == nil }) {
      throw RowProblem.missingField(name)
    }
    let prompt = fields.record["prompt"]?.fieldText
    guard prompt != nil || !values.usesInput else { throw RowProblem.missingField("prompt") }
    let filled = try values.filled(input: prompt) { fields.record[$0]?.fieldText }
    let follows = isBesideRows ? prompt.flatMap { $0.isBlank ? nil : $0 } : nil
    guard let text = [filled.text.isBlank ? nil : filled.text, follows].joinedParagraphs else {
      throw RowProblem.empty
    }
    return (filled.system, text)
  }

  /// Whether the template says nothing of rows, so that a row's prompt follows it.
  private var isBesideRows: Bool {
    !values.usesInput && values.open.isEmpty && !values.template.variables.contains("prompt")
  }
}
