/// A request for text as both forms of the gateway come to: `/chat/generations` and `/generations`.
struct GatewayRequest: Equatable, Sendable {
  var model: CatalogueModel
  var conversation: PromptConversation
  var settings = RequestedSettings()
  var scoring = Scoring()
  var masksData: Bool
  /// Whether the answer tells what was masked.
  var showsMaskedData = false
  /// For how many alternatives of each token the log probability is wanted; `nil` for none at all.
  var logProbabilities: Int?
  var toolbox = AvailableTools()
  var format = RequestedFormat.text
}
