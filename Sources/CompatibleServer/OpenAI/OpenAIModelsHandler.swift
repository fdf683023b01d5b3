import HTTPTypes
import Wire

/// `GET /v1/models` as OpenAI has it: https://platform.openai.com/docs/api-reference/models/list
struct OpenAIModelsHandler: RequestHandler {
  let offered: OfferedModels

  func respond(to context: RequestContext) async -> HTTPReply {
    let entries = await offered.entries(for: context.caller)
    var writer = JSONWriter()
    writer.object { list in
      list.member("object", "list")
      list.name("data")
      list.array { data in
        for entry in entries { OpenAIModelHandler.write(entry.name, to: &data) }
      }
    }
    return HTTPReply(.ok, contentType: "application/json", writer.bytes)
  }
}

/// `GET /v1/models/{id}` as OpenAI has it: https://platform.openai.com/docs/api-reference/models/retrieve
struct OpenAIModelHandler: RequestHandler {
  let offered: OfferedModels

  func respond(to context: RequestContext) async -> HTTPReply {
    let name = context.lastSegment
    guard await offered.model(named: name, for: context.caller) != nil else {
      return Self.unknown(name, among: await offered.entries(for: context.caller))
    }
    var writer = JSONWriter()
    Self.write(name, to: &writer)
    return HTTPReply(.ok, contentType: "application/json", writer.bytes)
  }

  static func write(_ name: String, to writer: inout JSONWriter) {
    writer.object { model in
      model.member("id", name)
      model.member("object", "model")
      model.member("created", created)
      model.member("owned_by", "salesforce")
    }
  }

  /// Nobody says when a model was made available; an unchanging moment harms no cache.
  private static let created = 1_709_386_587

  private static func unknown(_ name: String, among entries: [ModelMap.Entry]) -> HTTPReply {
    OpenAIError(
      status: 404, message: "The model '\(name)' is not known here.", parameter: "model",
      code: "model_not_found", details: ["available_models": .array(entries.map { .string($0.name) })]
    ).reply
  }
}
