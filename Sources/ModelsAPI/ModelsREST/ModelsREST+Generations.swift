import HTTPTypes
import Wire

extension ModelsREST {
  /// `POST /models/{modelName}/generations`: one prompt, one text.
  func generations(_ prompt: String, _ request: ChatRequest) -> Operation<Reply> {
    let body = JSONObject(
      ["prompt": .string(prompt)], of: request)
    return Operation(
      path(request.model, "generations"), model: request.model, headers: headers, json: body,
      read: Self.generations)
  }

  private static func generations(_ head: HTTPResponse, _ body: [UInt8]) throws -> Reply {
    let json = try parseAnswer(body, requestID: head.requestID)
    guard let first = Generation(modelsREST: json["generation"], text: "generatedText") else {
      throw ModelsFailure.otherShape(missing: "generation.generatedText", requestID: head.requestID)
    }
    let more = (json["moreGenerations"]?.array ?? []).compactMap {
      Generation(modelsREST: $0, text: "generatedText")
    }
    return Reply(
      id: json["id"]?.string, generations: [first] + more,
      usage: Usage(json["parameters"]?["usage"]) ?? Usage(json["generation"]?["parameters"]),
      answeringModel: json["parameters"]?["model"]?.string, requestID: head.requestID, body: body)
  }
}
