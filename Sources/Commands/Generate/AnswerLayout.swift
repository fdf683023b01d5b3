import ModelsAPI
import RowEngine
import Wire

/// What stands in the result of a row: its id, fields of its own, and the answer, whole or spread.
struct AnswerLayout: Sendable {
  let format: AnswerFormat
  let kept: KeptFields
  /// The members of the answer that are columns of their own; `nil`: the answer is not spread.
  let members: [String]?
  /// Names of what is said of an answer beside it, where it is demanded.
  private let verdicts: [String]
  /// Whether each row says whether it passes.
  let isEvaluating: Bool
  /// Whether each row is asked more than once.
  let repeats: Bool

  /// - Throws: ``CommandFailure`` for what cannot be written so.
  init(_ command: Generate, _ judge: AnswerJudge) throws {
    format = command.outputFormat ?? .ofFile(named: command.rows.output)
    kept = command.keepFields ?? .none
    members = try command.columns ? judge.columns() : nil
    isEvaluating = judge.isEvaluating
    repeats = command.evaluation.repeats
    verdicts = (repeats ? ["run"] : []) + judge.verdictNames
    // Every record has the same fields: what the query selects.
    let isTable = command.records.soql != nil
    if format == .csv { try kept.checkColumns(of: isTable ? .csv : command.rows.toldFormat ?? .jsonl) }
    if kept != .none, command.rows.toldFormat?.hasFields == false {
      throw CommandFailure.unusableOption("--keep-fields", reason: "only rows of JSON and CSV have fields")
    }
  }

  /// What stands for a row in JSON.
  func object(_ item: RowItem<PromptRow>, _ answer: JSONObject) -> JSONObject {
    let fields = kept.members(of: item.record)
    let taken = Set(fields.map(\.name))
    let ours: [JSONObject.Member]
    if let members {
      let spread = Self.spread(answer)
      ours = members.compactMap { name in spread[name].map { JSONObject.Member(name, $0) } }
    } else {
      ours = answer.members
    }
    let id = members == nil && !taken.contains("id") ? [JSONObject.Member("id", item.id)] : []
    return JSONObject(id + fields + ours.map { .init(KeptFields.free($0.name, beside: taken), $0.value) })
  }

  /// The names of the columns; `nil` where a row is needed to know them.
  var header: [String]? { kept.columns.map { header($0) } }

  /// The names of the columns for a row of a table.
  func header(of item: RowItem<PromptRow>) -> [String] { header(kept.columns(of: item.record)) }

  private func header(_ fields: [String]) -> [String] {
    let ours = (members ?? Self.columns + verdicts).map { KeptFields.free($0, beside: Set(fields)) }
    return id(beside: fields, "id") + fields + ours
  }

  /// What stands for a row in a table.
  func record(_ item: RowItem<PromptRow>, _ answer: JSONObject) -> [String] {
    let fields = kept.columns(of: item.record)
    let ours: [String]
    if let members {
      let spread = Self.spread(answer)
      ours = members.map { spread[$0]?.fieldText ?? "" }
    } else {
      ours = (Self.columns + verdicts).map { Self.column($0, of: answer).fieldText }
    }
    return id(beside: fields, item.id.fieldText) + fields.map { item.record?[$0]?.fieldText ?? "" } + ours
  }

  private func id(beside fields: [String], _ text: String) -> [String] {
    members == nil && !fields.contains("id") ? [text] : []
  }

  /// What is told of every answer.
  private static let columns =
    ["text", "model", "generation_id", "finish_reason"] + counts

  private static let counts = ["input_tokens", "output_tokens", "total_tokens"]

  private static func column(_ name: String, of answer: JSONObject) -> JSONValue {
    if counts.contains(name) { return answer["usage"]?[name] ?? .null }
    let value = answer[name] ?? .null
    // Of a verdict the reasons stand in JSON only.
    return value["passes"] ?? value
  }

  private static func spread(_ answer: JSONObject) -> JSONObject {
    // It was held against the schema; one that allows more than objects has no members to give then.
    answer["text"]?.string.flatMap { (try? JSONValue(decoding: $0))?.object } ?? [:]
  }

  /// What makes an output of these answers another one.
  var fingerprint: JSONObject {
    var options: JSONObject = [:]
    if format != .jsonl { options["output_format"] = .string(format.rawValue) }
    if kept != .none { options["keep_fields"] = .string(kept.argument) }
    if members != nil { options["columns"] = true }
    return options
  }
}

extension AnswerJudge {
  /// The names of the verdicts that stand in each answer.
  fileprivate var verdictNames: [String] {
    (toxicityLimit == nil ? [] : ["max_toxicity"]) + (schema == nil ? [] : ["schema"])
      + (isEvaluating ? ["passed", "checks"] : [])
  }

  /// The members that the schema names.
  ///
  /// - Throws: ``CommandFailure/unusableOption(_:reason:)`` where it names none.
  fileprivate func columns() throws -> [String] {
    guard let schema else {
      throw CommandFailure.unusableOption("--columns", reason: "it spreads what a schema describes: --schema")
    }
    guard let names = schema.document["properties"]?.object?.members.map(\.name), !names.isEmpty else {
      throw CommandFailure.unusableOption("--columns", reason: "the schema names no properties")
    }
    return names
  }
}
