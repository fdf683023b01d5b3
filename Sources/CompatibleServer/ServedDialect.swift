import FoundationEssentials
import HTTPTypes
import Wire

/// One of the APIs that clients speak.
protocol ServedDialect: SendableMetatype {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route]
  /// Whether a request is one of this API, so that what goes wrong with it is said in this API's words.
  static func recognizes(_ context: RequestContext) -> Bool
  /// A failure in this API's words.
  ///
  /// - Parameter requestID: the answer's `request-id`, for APIs whose errors repeat it.
  static func reply(to failure: ServerError, requestID: String) -> HTTPReply
  /// Tells what a key may still ask, in this API's header fields.
  static func add(_ status: RateLimitStatus, to fields: inout HTTPFields, now: Date)
}

extension CompatibleServer {
  /// The APIs that are served; a request belongs to the first that recognizes it.
  static let dialects: [any ServedDialect.Type] = [Anthropic.self, OpenAI.self]
}
