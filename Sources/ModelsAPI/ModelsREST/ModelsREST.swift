import HTTPTypes
import Wire

/// The dialect of the Models REST API: camel case, no streams, no tools, no settings.
///
/// Source: Models REST API reference (OpenAPI document `models.yaml`) and Developer Guide.
package struct ModelsREST: Dialect {
  let headers: HTTPFields

  /// A dialect whose every request carries the headers of this identity.
  package init(_ identity: ClientIdentity = ClientIdentity()) {
    headers = identity.fields
  }

  /// `POST …/generations` for a prompt, `POST …/chat-generations` for a conversation.
  package func chat(_ request: ChatRequest) -> Operation<Reply> {
    switch request.input {
    case .prompt(let prompt): generations(prompt, request)
    case .messages(let messages): chatGenerations(messages, request)
    }
  }

  func path(_ model: ModelName, _ endpoint: String) -> String {
    "/models/\(PercentEncoding.encodePathSegment(model.text))/\(endpoint)"
  }
}
