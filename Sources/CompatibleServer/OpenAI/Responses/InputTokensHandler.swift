import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/responses/input_tokens`: an estimate, and it says so.
///
/// Source: https://platform.openai.com/docs/api-reference/responses/input-tokens
struct InputTokensHandler: RequestHandler {
  let store: ResponseStore

  func respond(to context: RequestContext) throws(ServerError) -> HTTPReply {
    let request = try context.object()
    var writer = JSONWriter()
    let count = try tokens(of: request, from: context.caller)
    writer.object {
      $0.member("object", "response.input_tokens")
      $0.member("input_tokens", count)
    }
    var reply = HTTPReply(.ok, contentType: "application/json", writer.bytes)
    reply.head.headerFields[.estimate] = "true"
    return reply
  }

  /// Nothing costs nothing.
  private func tokens(of request: JSONObject, from caller: Caller) throws(ServerError) -> Int {
    var fields = BodyFields(request)
    try ResponsesRequest.refuseReferences(fields)
    if let previous = try fields.text("previous_response_id") {
      fields = BodyFields(try store.continued(request, after: previous, for: caller))
    }
    let tools = try ResponseTools(fields)
    let isAsked = fields["input"] != nil || fields["instructions"] != nil
    guard isAsked || !tools.tools.isEmpty else { return 0 }
    let messages = isAsked ? try Self.messages(of: fields) : []
    return TokenEstimate.tokens(of: ChatRequest(model: "", .messages(messages), tools: tools.tools))
  }

  private static func messages(of fields: BodyFields) throws(ServerError) -> [Message] {
    if fields["input"] != nil { return try ResponseInput(fields).messages }
    return [Message(.system, try fields.text("instructions") ?? "")]
  }
}
