import HTTPTypes
import Wire

@testable import ModelsAPI

/// An upstream that answers chats, and has no other endpoint.
struct VectorlessDialect: Dialect {
  static let api = API(
    API.Name(word: "chat", title: "Chat API"), basePath: "/chat/v1", can: [], takes: [],
    wayOut: .anotherAPI(LLMGateway.api.name)
  ) { _, _ in VectorlessDialect() }

  static let endpoints = Unsupported.Endpoints(api: api.name, wayOut: api.wayOut)

  func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported] {
    streamed ? [Unsupported(.stream, in: Self.endpoints)] : []
  }

  func chat(_ request: ChatRequest) -> Operation<Reply> {
    Operation("/chat", headers: [:], json: [:]) { _, _ in
      throw ModelsFailure.otherShape(missing: "text", requestID: nil)
    }
  }
}
