import ModelsAPI
import Wire

/// Holds answers against what the options demand of them.
struct AnswerJudge: Sendable {
  let toxicityLimit: Double?
  let schema: AnswerSchema?

  /// Reads the schema: once, for it may be a pipe.
  ///
  /// - Throws: ``SchemaFailure`` for what is no schema, ``InputFailure`` for one that cannot be read.
  init(_ options: AnswerOptions) throws {
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
  func row(_ reply: Reply, asked: ModelName) -> AnswerRow {
    let reply = unfenced(reply)
    var object = reply.json(asked: asked)
    let id = object["id"]
    object["id"] = nil
    object.set("response_id", id)
    var verdicts = AnswerVerdicts(all: 1)
    if reply.generations.first?.finishReason?.isTruncation == true { verdicts.cutOff = 1 }
    if reply.generations.contains(where: { $0.finishReason?.isFiltering == true }) { verdicts.filtered = 1 }
    if toxicityLimit != nil {
      let reasons = unsafeReasons(reply)
      object["max_toxicity"] = Self.verdict(reasons)
      verdicts.unsafe = reasons.isEmpty ? 0 : 1
    }
    if schema != nil {
      let reasons = misfits(of: reply)
      object["schema"] = Self.verdict(reasons)
      verdicts.unfit = reasons.isEmpty ? 0 : 1
    }
    return AnswerRow(reply: object, verdicts: verdicts)
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

  private static func verdict(_ reasons: [String]) -> JSONValue {
    var object: JSONObject = ["passes": .bool(reasons.isEmpty)]
    if !reasons.isEmpty { object["reasons"] = .array(reasons.map { .string($0) }) }
    return .object(object)
  }
}
