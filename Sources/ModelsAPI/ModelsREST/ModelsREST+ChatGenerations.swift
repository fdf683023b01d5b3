import HTTPTypes
import Wire

extension ModelsREST {
  /// `POST /models/{modelName}/chat-generations`: a conversation, the next message. The API keeps nothing between calls.
  func chatGenerations(_ messages: [Message], _ request: ChatRequest) -> Operation<Reply> {
    let body = JSONObject(
      ["messages": .array(messages.map(Self.json))], of: request)
    return Operation(
      path(request.model, "chat-generations"), model: request.model, headers: headers, json: body,
      read: Self.chatGenerations)
  }

  private static func json(_ message: Message) -> JSONValue {
    ["role": .string(message.role.rawValue), "content": .string(message.content)]
  }

  private static func chatGenerations(_ head: HTTPResponse, _ body: [UInt8]) throws -> Reply {
    let json = try parseAnswer(body, requestID: head.requestID)
    let details = json["generationDetails"]
    let generations = (details?["generations"]?.array ?? []).compactMap {
      Generation(modelsREST: $0, text: "content")
    }
    guard !generations.isEmpty else {
      throw ModelsFailure.otherShape(
        missing: "generationDetails.generations[0].content", requestID: head.requestID)
    }
    let parameters = details?["parameters"]
    return Reply(
      id: json["id"]?.string, generations: generations,
      usage: Usage(parameters?["usage"]) ?? Usage(details?["generations"]?.array?.first?["parameters"]),
      answeringModel: parameters?["model"]?.string, requestID: head.requestID, body: body)
  }
}
