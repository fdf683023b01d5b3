import ModelsAPI
import RowEngine
import Wire

/// The answer to a prompt of a dataset, with the verdicts that were asked for.
struct AnswerRow: Sendable {
  var reply: JSONObject
  var verdicts: AnswerVerdicts
}

/// What is remarkable about answers; a run counts it.
struct AnswerVerdicts: Sendable, Hashable {
  /// Does not pass `--max-toxicity`.
  var unsafe = 0
  /// Does not fit `--schema`.
  var unfit = 0
  /// Stopped by the limit of tokens.
  var cutOff = 0
  var all = 0

  static func += (sum: inout AnswerVerdicts, other: AnswerVerdicts) {
    sum.unsafe += other.unsafe
    sum.unfit += other.unfit
    sum.cutOff += other.cutOff
    sum.all += other.all
  }
}

/// Holds each answer against what the options demand of it.
struct AnswerJudge: Sendable {
  let toxicityLimit: Double?
  let schema: AnswerSchema?

  /// - Throws: ``InputFailure`` for a schema that cannot be read.
  init(_ options: AnswerOptions) throws {
    toxicityLimit = options.maxToxicity?.value
    schema = try options.schema.map { try AnswerSchema(file: $0) }
  }

  /// The result of a row: what `generate --json` prints, where `id` is left for the row's own.
  func row(_ reply: Reply, asked: ModelName) -> AnswerRow {
    var object = reply.json(asked: asked)
    let id = object["id"]
    object["id"] = nil
    object.set("response_id", id)
    var verdicts = AnswerVerdicts(all: 1)
    if reply.generations.first?.finishReason?.isTruncation == true { verdicts.cutOff = 1 }
    if let toxicityLimit {
      let gate = SafetyGate(limit: toxicityLimit)
      let reasons = reply.generations.flatMap { gate.reasons(against: $0.safety) }
      object["max_toxicity"] = Self.verdict(reasons)
      verdicts.unsafe = reasons.isEmpty ? 0 : 1
    }
    if let schema {
      let reasons = Self.misfits(reply.generations.first?.text ?? "", schema)
      object["schema"] = Self.verdict(reasons)
      verdicts.unfit = reasons.isEmpty ? 0 : 1
    }
    return AnswerRow(reply: object, verdicts: verdicts)
  }

  private static func verdict(_ reasons: [String]) -> JSONValue {
    var object: JSONObject = ["passes": .bool(reasons.isEmpty)]
    if !reasons.isEmpty { object["reasons"] = .array(reasons.map { .string($0) }) }
    return .object(object)
  }

  private static func misfits(_ text: String, _ schema: AnswerSchema) -> [String] {
    do {
      try schema.check(text)
      return []
    } catch CommandFailure.unfitAnswer(let path, let reason) {
      return ["\(path): \(reason)"]
    } catch {
      return ["\(error)"]
    }
  }
}
