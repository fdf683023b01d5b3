import HTTPTypes
import Wire

/// The dialect of the LLM Gateway: snake case, settings, tools, streams, plug-ins and batches.
///
/// Source: Salesforce's own clients of it, https://github.com/salesforcecli/codey (`discovery/llmg-api-spec.md`) and
/// https://github.com/forcedotcom/mobile-mcp-tools.
package struct LLMGateway: Dialect {
  let headers: HTTPFields

  /// A dialect whose every request carries the headers of this identity, and those that only the gateway
  /// knows.
  package init(_ identity: ClientIdentity = ClientIdentity(), _ more: GatewayHeaders = GatewayHeaders()) {
    var headers = identity.fields
    headers.append(contentsOf: more.fields)
    self.headers = headers
  }

  /// `POST /chat/generations`, or `POST /generations` for a prompt that is a text to be continued.
  package func chat(_ request: ChatRequest) -> Operation<Reply> {
    let endpoint = endpoint(request)
    return Operation(
      endpoint.path, model: request.model, headers: headers, json: endpoint.body, read: Reply.init(gateway:_:)
    )
  }

  /// The same endpoints with `/stream` behind them; never `nil`.
  package func stream(_ request: ChatRequest) -> StreamOperation<ReplyEvent>? {
    let endpoint = endpoint(request)
    let repairs = request.model.text.contains("xgen_stream")
    return StreamOperation(
      "\(endpoint.path)/stream", model: request.model, headers: headers, json: endpoint.body,
      reader: { GatewayStreamReader(repairsOpening: repairs, requestID: $0) })
  }

  /// A prompt is one message of a conversation unless it is a text to be continued.
  private func endpoint(_ request: ChatRequest) -> (path: String, body: JSONObject) {
    switch request.input {
    case .prompt(let prompt) where request.wantsCompletion:
      ("/generations", .completion(of: prompt, request))
    case .prompt(let prompt):
      ("/chat/generations", .conversation([Message(.user, prompt)], request))
    case .messages(let messages):
      ("/chat/generations", .conversation(messages, request))
    }
  }
}
