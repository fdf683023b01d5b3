import HTTPTypes
import Wire

/// `POST /v1/messages/count_tokens`: an estimate, and it says so.
///
/// Source: https://platform.claude.com/docs/en/api/messages/count_tokens
struct CountTokensHandler: RequestHandler {
  let map: ModelMap

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let request = try MessagesRequest(counting: context.object(), map)
    var writer = JSONWriter()
    writer.object { $0.member("input_tokens", TokenEstimate.tokens(of: request.chat)) }
    var reply = HTTPReply(.ok, contentType: "application/json", writer.bytes)
    reply.head.headerFields[.estimate] = "true"
    return reply
  }
}
