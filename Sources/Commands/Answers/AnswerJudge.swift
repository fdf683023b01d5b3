import ModelsAPI
import Wire

/// Holds answers against what the options demand of them.
struct AnswerJudge: Sendable {
  let toxicityLimit: Double?
  let schema: AnswerSchema?
  /// Whether each answer of a dataset says whether it passes.
  let isEvaluating: Bool

  /// Reads the schema: once, for it may be a pipe.
  ///
  /// - Parameter isEvaluating: whether each answer of a dataset says whether it passes.
  /// - Throws: ``SchemaFailure`` for what is no schema, ``InputFailure`` for one that cannot be read.
  init(_ options: AnswerOptions, isEvaluating: Bool = false) throws {
    self.isEvaluating = isEvaluating
    toxicityLimit = options.maxToxicity?.value
    schema = try options.schema.map { try AnswerSchema($0, assertsFormats: options.schemaFormats) }
  }

  /// The same without a fence round the JSON that a schema demands.
  func unfenced(_ reply: Reply) -> Reply {
    guard schema != nil else { return reply }
    var reply = reply
    for index in reply.generations.indices {
      let text = reply.generations[index].text
      reply.generations[index].text = CodeFence.content(of: text) ?? text
    }
    return reply
  }

  /// - Parameter reply: without a fence.
  /// - Throws: ``CommandFailure`` when the answer does not fit or is not safe.
  func check(_ reply: Reply) throws {
    let misfits = misfits(of: reply)
    guard misfits.isEmpty else { throw CommandFailure.unfitAnswer(misfits) }
    let reasons = unsafeReasons(reply)
    guard reasons.isEmpty else { throw CommandFailure.unsafeAnswer(reasons) }
  }

  /// The result of a row: what `generate --json` prints, where `id` is left for the row's own.
  ///
  /// - Parameter similarity: of the answer to what is expected, where that is asked for.
  func row(_ reply: Reply, to row: PromptRow, similarity: Double? = nil) -> AnswerRow {
    let reply = unfenced(reply)
    var object = reply.json(asked: row.request.model)
    let id = object["id"]
    object["id"] = nil
    object.set("response_id", id)
    object.set("run", row.run.map { JSONValue($0) })
    var answer = AnswerRow(reply: object, verdicts: AnswerVerdicts(all: 1))
    if reply.generations.first?.finishReason?.isTruncation == true { answer.verdicts.cutOff = 1 }
    if reply.generations.contains(where: { $0.finishReason?.isFiltering == true }) {
      answer.verdicts.filtered = 1
    }
    let text = reply.generations.first?.text ?? ""
    let checks: [(name: String, reasons: [String])?] = [
      row.expectation.map {
        ("expected", $0.reason(against: text, similarity: similarity).map { [$0] } ?? [])
      },
      schema.map { _ in ("schema", misfits(of: reply)) },
      toxicityLimit.map { _ in ("toxicity", unsafeReasons(reply)) },
    ]
    for check in checks.compactMap({ $0 }) { answer.add(check.name, check.reasons) }
    answer.reply.set("similarity", similarity.map { JSONValue($0) })
    if isEvaluating { answer.sayWhetherItPasses() }
    return answer
  }

  /// What of the answer does not fit the schema, a line each; empty: it fits, or there is no schema.
  ///
  /// - Parameter reply: without a fence.
  func misfits(of reply: Reply) -> [String] {
    guard let schema else { return [] }
    return schema.misfits(of: reply.generations.first?.text ?? "")
  }

  /// Why it does not pass `--max-toxicity`; empty: it does.
  func unsafeReasons(_ reply: Reply) -> [String] {
    guard let toxicityLimit else { return [] }
    return reply.generations.flatMap { SafetyGate(limit: toxicityLimit).reasons(against: $0.safety) }
  }
}

extension AnswerRow {
  /// Takes down what a check has found.
  fileprivate mutating func add(_ check: String, _ reasons: [String]) {
    checks[check] = .bool(reasons.isEmpty)
    self.reasons += reasons
    switch check {
    case "schema":
      misfits = reasons
      reply["schema"] = Self.verdict(reasons)
      verdicts.unfit = reasons.isEmpty ? 0 : 1
    case "toxicity":
      dangers = reasons
      reply["max_toxicity"] = Self.verdict(reasons)
      verdicts.unsafe = reasons.isEmpty ? 0 : 1
    default: break
    }
  }

  fileprivate mutating func sayWhetherItPasses() {
    reply["passed"] = .bool(reasons.isEmpty)
    reply["checks"] = .object(checks)
  }

  private static func verdict(_ reasons: [String]) -> JSONValue {
    var object: JSONObject = ["passes": .bool(reasons.isEmpty)]
    if !reasons.isEmpty { object["reasons"] = .array(reasons.map { .string($0) }) }
    return .object(object)
  }
}
