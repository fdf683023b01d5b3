import Wire

/// One of the APIs that clients speak.
protocol ServedDialect {
  static func routes(_ models: ServedModels, _ configuration: CompatibleServer.Configuration) -> [Route]
  /// A failure in this API's words.
  static func reply(to failure: ServerError) -> HTTPReply
  /// - Parameter requestID: the answer's `request-id`, for APIs whose errors repeat it.
  static func reply(to failure: ServerError, requestID: String) -> HTTPReply
}

extension ServedDialect {
  static func reply(to failure: ServerError, requestID: String) -> HTTPReply { reply(to: failure) }
}
