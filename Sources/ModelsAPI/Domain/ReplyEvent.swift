/// What a stream tells while a model answers, in no API's words.
package enum ReplyEvent: Hashable, Sendable {
  /// To be appended to the text so far.
  case text(String)
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
