import Wire

/// Something that the gateway is known to refuse in a body of a maker's own API, or to want there beside it, and what is
/// done about it. All else travels to the byte.
package struct NativeRule: Sendable {
  /// What it is called: one word, with dashes.
  package let name: String
  /// Why it is needed, in a sentence.
  package let reason: String
  /// Where it holds.
  package let surface: NativeSurface
  /// Settings of the client that do not count where it applies; empty where none is lost.
  package let ignored: [String]
  private let changes: @Sendable (NativeBody, ModelName) -> [NativeChange]

  private init(
    _ surface: NativeSurface, _ name: String, _ reason: String, ignoring ignored: [String] = [],
    _ changes: @escaping @Sendable (NativeBody, ModelName) -> [NativeChange]
  ) {
    self.surface = surface
    self.name = name
    self.reason = reason
    self.ignored = ignored
    self.changes = changes
  }
}

extension NativeRule {
  /// All there are.
  ///
  /// Source: the Models API's skill for coding agents (https://github.com/forcedotcom/sf-skills), and what
  /// https://github.com/KaranManral/sf-copilot-proxy has measured.
  package static let all: [NativeRule] = messages + responses

  private static let messages = [
    NativeRule(.messages, "model-in-path", "The path names the model, and the body must not.") { _, _ in
      [.remove("model")]
    },
    NativeRule(
      .messages, "stream-in-path", "The path says whether the answer is streamed, and the body must not."
    ) {
      _, _ in [.remove("stream")]
    },
    NativeRule(.messages, "anthropic-version", "The body must name Bedrock's version of the API.") {
      body, _ in
      body.value(at: "anthropic_version")?.string == bedrockVersion
        ? [] : [.set("anthropic_version", to: "\"\(bedrockVersion)\"".utf8)]
    },
    NativeRule(
      .messages, "adaptive-thinking",
      "thinking of the type 'enabled' is refused; 'adaptive' with an effort takes its place."
    ) { body, _ in adaptiveThinking(body) },
    NativeRule(
      .messages, "sampling-while-thinking",
      "temperature, top_p and top_k are refused while the model thinks.",
      ignoring: sampling
    ) { body, _ in
      guard let type = body.value(at: "thinking", "type")?.string, type != "disabled" else { return [] }
      return sampling.map { .remove($0) }
    },
  ]

  private static let responses = [
    NativeRule(.responses, "model-name", "The gateway knows its models by their API names.") { body, model in
      body.value(at: "model")?.string == model.text
        ? [] : [.set("model", to: JSONValue.string(model.text).bytes)]
    },
    NativeRule(
      .responses, "largest-effort", "The effort 'max' is refused; 'xhigh' is the largest that is taken."
    ) { body, _ in
      body.value(at: "reasoning", "effort")?.string == "max"
        ? [.set("reasoning", "effort", to: "\"xhigh\"".utf8)] : []
    },
    NativeRule(
      .responses, "sampling-while-reasoning", "temperature and top_p are refused while the model reasons.",
      ignoring: ["temperature", "top_p"]
    ) { body, _ in
      guard let effort = body.value(at: "reasoning", "effort")?.string, effort != "none" else { return [] }
      return [.remove("temperature"), .remove("top_p")]
    },
    NativeRule(
      .responses, "kept-conversation",
      "This server keeps responses, and not the gateway: the conversation stands in the input."
    ) { body, _ in body.value(at: "previous_response_id") == nil ? [] : [.remove("previous_response_id")] },
  ]

  private static let bedrockVersion = "bedrock-2023-05-31"
  private static let sampling = ["temperature", "top_p", "top_k"]

  private static func adaptiveThinking(_ body: NativeBody) -> [NativeChange] {
    guard body.value(at: "thinking", "type") == "enabled" else { return [] }
    let effort = effort(forBudget: body.value(at: "thinking", "budget_tokens")?.int)
    let isSaid = body.value(at: "output_config", "effort") != nil
    return [.set("thinking", "type", to: "\"adaptive\"".utf8), .remove("thinking", "budget_tokens")]
      + (isSaid ? [] : [.set("output_config", "effort", to: "\"\(effort)\"".utf8)])
  }

  /// - Parameter budget: tokens.
  private static func effort(forBudget budget: Int?) -> String {
    guard let budget else { return "medium" }
    return budget <= 2_048 ? "low" : budget <= 8_192 ? "medium" : "high"
  }
}

extension NativeBody {
  /// What must be done to the body before the gateway takes it, in the order of the bytes.
  package func edits(for surface: NativeSurface, _ model: ModelName) -> [NativeEdit] {
    edits(
      for: NativeRule.all.filter { $0.surface == surface }.flatMap { rule in
        rule.changes(to: self, model).map { (rule.name, $0) }
      })
  }
}

extension NativeRule {
  fileprivate func changes(to body: NativeBody, _ model: ModelName) -> [NativeChange] { changes(body, model) }
}
