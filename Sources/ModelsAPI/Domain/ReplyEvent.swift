package import Wire

/// What a stream tells while a model answers, in no API's words.
package enum ReplyEvent: Hashable, Sendable {
  /// What follows is of this generation, counted from 0; before the first such event it is of generation 0.
  case choice(Int)
  /// To be appended to the text so far.
  case text(String)
  /// The provider's account of how sure the model was of the text that follows.
  case logProbabilities(JSONValue)
  case toolCall(ToolCallFragment)
  /// The counts so far; the last ones hold.
  case usage(Usage)
  /// How harmful the service finds the answer.
  case safety(Safety)
  /// How harmful the service finds what was asked.
  case inputSafety(Safety)
  case finished(FinishReason)
  /// The provider's id of the exchange.
  case exchange(id: String)
  /// What feedback refers to.
  case generation(id: String)
  /// The model that answers, in its provider's words.
  case model(String)
}
