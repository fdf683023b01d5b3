/// What is to be scored for safety and for bias; without a word only the answer's safety is.
///
/// Source: LLM Gateway API reference, `enable_*_scoring`.
struct Scoring: Equatable, Sendable {
  var inputSafety = false
  var outputSafety = true
  var inputBias = false
  var outputBias = false

  init() {}

  init(_ body: RequestBody) throws(ErrorResponse) {
    inputSafety = try body.flag("enable_input_safety_scoring") ?? inputSafety
    outputSafety = try body.flag("enable_output_safety_scoring") ?? outputSafety
    inputBias = try body.flag("enable_input_bias_scoring") ?? inputBias
    outputBias = try body.flag("enable_output_bias_scoring") ?? outputBias
  }

  var isOn: Bool { inputSafety || outputSafety || inputBias || outputBias }

  static let fields: Set = [
    "enable_input_safety_scoring", "enable_output_safety_scoring", "enable_input_bias_scoring",
    "enable_output_bias_scoring",
  ]
}
