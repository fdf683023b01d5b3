import Wire

/// How an answer is to be generated, as far as it shows in the answer of an emulated model.
///
/// Source: LLM Gateway API reference, `GenerationSettings` and the fields of `POST /generations`.
struct RequestedSettings: Equatable, Sendable {
  var maxTokens = Int.max
  var stopSequences: [String] = []
  var count = 1

  init() {}

  /// Reads the fields that both endpoints have, at the top or in `generation_settings`; the rest is only checked.
  init(_ body: RequestBody) throws(ErrorResponse) {
    maxTokens = try body.integer("max_tokens", in: 1...Int.max) ?? .max
    stopSequences = try body.texts("stop_sequences") ?? []
    // The reference names no upper bound; this is OpenAI's.
    count = try body.integer("num_generations", in: 1...128) ?? 1
    for name in ["temperature", "frequency_penalty", "presence_penalty"] {
      _ = try body.number(name, in: 0...1)
    }
    _ = try body.part("parameters")
  }

  /// Checks what only `generation_settings` has.
  static func checkSampling(_ body: RequestBody) throws(ErrorResponse) {
    _ = try body.number("top_p", in: 0...1)
    _ = try body.integer("top_k", in: 0...Int.max)
    _ = try body.integer("seed", in: Int.min...Int.max)
  }
}
