import ModelsAPI
import Wire

/// What is known of a prompt before it is sent: how long it is, how long it may be, and whether it will pass.
struct PromptEstimate {
  private let size: PromptSize
  private let limits: PromptLimits

  /// - Throws: ``ModelsFailure/unsupported(_:)`` for what the API cannot do, as sending does.
  init(_ request: ChatRequest, to dialect: any Dialect) throws {
    try ModelsClient.refuse(dialect.limits(of: request, streamed: false))
    size = PromptSize(request)
    limits = PromptLimits(request, to: dialect)
  }

  /// - Throws: ``CommandFailure/promptTooLong(_:)`` where it will probably be refused, behind the figures.
  func tell(asJSON: Bool, to output: Output) throws {
    let doubt = limits.doubt(size)
    if asJSON {
      try output.line(JSONValue.object(json(doubt)).text)
    } else {
      for line in lines { try output.line(prose: line) }
      if doubt == nil { try output.line(prose: "it will pass") }
    }
    if let doubt { throw CommandFailure.promptTooLong(doubt) }
  }

  private var lines: [String] {
    let tokens = RowMessages.count(size.tokens, "token")
    let characters = RowMessages.count(size.characters, "character")
    let context = limits.context.map {
      "'\(limits.model)' takes \(RowMessages.number($0)) tokens, question and answer together"
    }
    let masked = """
      where the org masks personal data: \(RowMessages.number(PromptLimits.maskedContext)) tokens, and about \
      \(RowMessages.number(PromptLimits.mostMaskedCharacters)) characters of the prompt
      """
    return ["some \(tokens), \(characters)", context ?? "how much '\(limits.model)' takes is not known"]
      + (limits.mayBeMasked ? [masked] : [])
  }

  private func json(_ doubt: String?) -> JSONObject {
    var object: JSONObject = [
      "model": .string(limits.model.text), "input_tokens": JSONValue(size.tokens),
      "characters": JSONValue(size.characters),
    ]
    object.set("context", limits.context.map { JSONValue($0) })
    if limits.mayBeMasked { object["masked_context"] = JSONValue(PromptLimits.maskedContext) }
    object["passes"] = .bool(doubt == nil)
    object.set("reason", doubt.map { .string($0) })
    return object
  }
}

extension GenerateRowJob {
  /// Counts all prompts of a dataset and sends none.
  ///
  /// - Throws: ``CommandFailure/promptTooLong(_:)`` where some will probably be refused, behind the figures.
  func estimate(asJSON: Bool, in context: Context) async throws {
    var (rows, tokens) = (0, 0)
    try await forEachRequest(in: context) { prompts in
      rows += prompts.count
      tokens += prompts.reduce(0) { $0 + PromptSize($1.request).tokens }
    }
    let doubtful = sizes.doubtful
    if asJSON {
      let object: JSONObject = [
        "rows": JSONValue(rows), "input_tokens": JSONValue(tokens), "doubtful_rows": JSONValue(doubtful),
      ]
      try context.output.line(JSONValue.object(object).text)
    } else {
      try context.output.line(
        prose: "\(RowMessages.count(rows, "row")): some \(RowMessages.count(tokens, "token"))")
    }
    guard doubtful > 0 else { return }
    throw CommandFailure.promptTooLong("\(RowMessages.number(doubtful)) of \(RowMessages.count(rows, "row"))")
  }
}
